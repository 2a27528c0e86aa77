import type { LiveLines } from '@/components/live/live-line';
import { ROW_HEIGHT } from '@/components/records/use-row-window';

/** A line above the records of each earlier day, which stays at the top while they are looked at. */
export function DaySeparators({ lines: { blocks, count }, topOf }: { lines: LiveLines; topOf: (line: number) => number }) {
  const starts = blocks.filter(({ day }) => day !== undefined);
  return starts.map(({ day, from }, index) => {
    const end = starts[index + 1]?.from ?? count;
    return (
      <div
        key={from}
        role="presentation"
        className="pointer-events-none absolute inset-x-0"
        style={{ top: topOf(from), height: (end - from) * ROW_HEIGHT }}
      >
        <div
          role="row"
          aria-rowindex={from + 1}
          className="sticky top-0 z-10 flex items-center border-y border-line bg-panel px-4 text-xs font-[550] text-fg-2 max-md:px-3"
          style={{ height: ROW_HEIGHT }}
        >
          <span role="gridcell">{day}</span>
        </div>
      </div>
    );
  });
}
