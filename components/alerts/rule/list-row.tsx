import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { rowId } from '@/components/records/record-grid';
import { ROW_HEIGHT } from '@/components/records/use-row-window';

/** A row of a list in the history, placed by its index. `className` gives its columns. */
export function ListRow({
  index,
  active,
  selected,
  className,
  onOpen,
  children,
}: {
  index: number;
  active: boolean;
  selected: boolean;
  className: string;
  onOpen: () => void;
  children: ReactNode;
}) {
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 1}
      aria-selected={selected || active}
      onClick={onOpen}
      className={clsx(
        'absolute inset-x-0 grid cursor-pointer items-center gap-2.5 border-b border-line/55 px-4 text-sm max-md:gap-2 max-md:px-3',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        active && !selected && 'bg-hover shadow-[inset_2px_0_0_var(--ember)]',
        className,
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${index * ROW_HEIGHT}px)` }}
    >
      {children}
    </div>
  );
}
