'use client';

import { printAmount } from '@/lib/alerts/amount-text';
import { fail } from '@/lib/base/result';
import type { Unit } from '@/lib/base/units';
import { parseFigure } from '@/components/alerts/editor/typed-figure';
import { TextEntry } from '@/components/alerts/editor/text-entry';

/** A figure with its unit, typed: 5 %, 250 ms. */
export function FigureEntry({
  label,
  value,
  unit,
  placeholder,
  before,
  refuse,
  className,
  onChange,
}: {
  label: string;
  value: number | undefined;
  unit: Unit;
  /** Stands where nothing is set, and allows that. */
  placeholder: string;
  /** A word before it, such as `below`. */
  before?: string | undefined;
  /** Why a figure does not fit here, in a sentence. */
  refuse?: (value: number) => string | undefined;
  className?: string;
  onChange: (value: number | undefined) => void;
}) {
  return (
    <TextEntry
      label={label}
      value={value}
      print={(figure) => printAmount(figure, unit)}
      parse={(text) => {
        const read = parseFigure(text, unit);
        const fault = read.ok ? refuse?.(read.value) : undefined;
        return fault === undefined ? read : fail(fault);
      }}
      placeholder={placeholder}
      onChange={onChange}
      {...(before === undefined ? {} : { before: <span className="text-xs">{before}</span> })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
