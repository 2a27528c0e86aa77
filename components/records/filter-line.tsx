import type { ReactNode } from 'react';

export interface FilterLineProps {
  /** The filter and what stands before it. */
  filter: ReactNode;
  /** Its switches. */
  switches: ReactNode;
  /** The searches that are kept. */
  searches: ReactNode;
}

/** The filter of a list, its switches and the searches that are kept: in one line, on a narrow screen in two. */
export function FilterLine({ filter, switches, searches }: FilterLineProps) {
  return (
    <div className="flex shrink-0 items-start gap-1.5 border-b border-line px-4 py-2 max-md:flex-wrap max-md:px-3">
      {filter}
      <div className="flex min-w-0 shrink-0 gap-1.5 max-md:w-full">
        <div
          role="group"
          aria-label="Quick filters"
          className="flex h-[30px] items-center gap-1.5 max-md:min-w-0 max-md:flex-1 max-md:overflow-x-auto"
        >
          {switches}
        </div>
        {searches}
      </div>
    </div>
  );
}
