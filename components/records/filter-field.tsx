'use client';

import type { TimeRange } from '@/lib/base/time';
import type { Filter } from '@/lib/model/filter';
import type { Source } from '@/lib/model/query';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';
import { FilterBar } from '@/components/records/filter-bar';

/** A filter as text; `$name` in it is a variable of the dashboard. Enter applies it. */
export function FilterField({
  label,
  filter,
  signal,
  range,
  onChange,
}: {
  label: string;
  filter: Filter | undefined;
  signal: Source['signal'];
  range: TimeRange;
  onChange: (filter: Filter | undefined) => void;
}) {
  return (
    <div role="group" aria-label={label} className="flex">
      <FilterBar
        signal={signal}
        text={printFilter(filter)}
        range={range}
        onApply={(text) => {
          const parsed = parseFilter(text);
          if (parsed.ok) onChange(parsed.value);
        }}
      />
    </div>
  );
}
