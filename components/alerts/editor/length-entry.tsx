'use client';

import { DAY, millis, type Millis } from '@/lib/base/time';
import { readLength, showLength, type LengthBounds } from '@/components/alerts/editor/typed-length';
import { TextEntry } from '@/components/alerts/editor/text-entry';

const ANY: LengthBounds = { least: millis(0), most: millis(30 * DAY) };

/** A length of time, typed: 5 min, 1 h. */
export function LengthEntry({
  label,
  value,
  bounds = ANY,
  before,
  disabled,
  className,
  onChange,
}: {
  label: string;
  value: Millis;
  bounds?: LengthBounds;
  before?: string;
  disabled?: boolean;
  className?: string;
  onChange: (value: Millis) => void;
}) {
  return (
    <TextEntry
      label={label}
      value={value}
      print={showLength}
      parse={(text) => readLength(text, bounds)}
      onChange={(next) => next !== undefined && onChange(next)}
      {...(before === undefined ? {} : { before: <span className="text-xs">{before}</span> })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
