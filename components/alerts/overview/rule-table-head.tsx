import type { CSSProperties } from 'react';
import type { ColumnWidths } from '@/components/alerts/overview/column-widths';
import type { RuleGroup } from '@/components/alerts/overview/rule-list';

const HEAD = 'h-8 pr-3 text-xs font-normal whitespace-nowrap text-fg-3';

/** As a variable, so that a phone's width can stand in the class. */
const wide = (width: number) => ({ '--width': `${width}px` }) as CSSProperties;

/** The names of the columns, which also say how wide they are: the rule takes what the others leave. It stays on top of the rows. */
export function RuleTableHead({
  groups,
  widths,
  chosen,
  onChooseAll,
}: {
  groups: readonly RuleGroup[];
  widths: ColumnWidths;
  chosen: ReadonlySet<string>;
  onChooseAll: (ids: readonly string[]) => void;
}) {
  const ids = groups.flatMap(({ listings }) => listings.map(({ rule }) => rule.id));
  const all = ids.length > 0 && ids.every((id) => chosen.has(id));
  const some = ids.some((id) => chosen.has(id));
  return (
    <thead className="sticky top-0 z-10 bg-page shadow-[inset_0_-1px_var(--line)]">
      <tr aria-rowindex={1}>
        <th scope="col" className="h-8 w-10 pl-4 max-md:w-8 max-md:pl-2">
          <input
            type="checkbox"
            aria-label="Choose all rules that are shown"
            checked={all}
            ref={(box) => {
              if (box) box.indeterminate = some && !all;
            }}
            onChange={() => onChooseAll(all ? [] : ids)}
            className="block size-3.5 accent-(--ember)"
          />
        </th>
        <th scope="col" className={`${HEAD} w-24 text-left max-md:hidden`}>
          State
        </th>
        <th scope="col" className={`${HEAD} text-left`}>
          Rule
        </th>
        <th scope="col" className={`${HEAD} w-(--width) text-right max-md:w-26`} style={wide(widths.worst)}>
          Worst now
        </th>
        <th scope="col" className={`${HEAD} w-(--width) text-right max-md:hidden`} style={wide(widths.firing)}>
          Firing
        </th>
        <th scope="col" className={`${HEAD} w-24 text-left max-lg:hidden`}>
          Last 3 h
        </th>
        <th scope="col" className={`${HEAD} w-(--width) text-left max-xl:hidden`} style={wide(widths.tells)}>
          Tells
        </th>
        <th scope="col" className={`${HEAD} w-32 text-right max-lg:hidden`}>
          Ran · runs
        </th>
        <th scope="col" className={`${HEAD} w-16 text-right max-md:hidden`}>
          Since
        </th>
        <th scope="col" className={`${HEAD} w-11 max-md:w-9`}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}
