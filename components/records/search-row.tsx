import type { ReactNode } from 'react';

export interface SearchRowProps {
  /** Absent for one that nobody named. */
  name?: string;
  filter: string;
  onRun: (filter: string) => void;
  /** What stands at the row's end. */
  end: ReactNode;
}

/** A search that runs when it is chosen. */
export function SearchRow({ name, filter, onRun, end }: SearchRowProps) {
  const text = filter === '' ? 'all records' : filter;
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        title={text}
        onClick={() => onRun(filter)}
        className="flex min-w-0 flex-1 flex-col rounded px-2 py-1 text-left hover:bg-hover"
      >
        {name !== undefined && <span className="w-full truncate text-sm text-fg">{name}</span>}
        <span className="w-full truncate font-mono text-xs text-fg-3">{text}</span>
      </button>
      {end}
    </li>
  );
}
