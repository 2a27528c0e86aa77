import { clsx } from 'clsx';
import { useId, type ComponentProps, type ReactNode } from 'react';

export interface PanelProps extends Omit<ComponentProps<'section'>, 'title'> {
  title: ReactNode;
  /** Faint, at the right of the title: unit, order, how much of it is shown. */
  note?: ReactNode;
  /** Buttons after the note. */
  actions?: ReactNode;
  bodyClassName?: string;
}

/** A bordered box with a title line; its body takes the height that is left. */
export function Panel({ title, note, actions, className, bodyClassName, children, ...rest }: PanelProps) {
  const titleId = useId();
  return (
    // a group, not a region: a page of twenty panels is not a page of twenty landmarks
    <section
      role="group"
      aria-labelledby={titleId}
      className={clsx('group/panel flex min-w-0 flex-col rounded-lg border border-line bg-panel px-3 py-2.5', className)}
      {...rest}
    >
      <div className="mb-1.5 flex h-[18px] shrink-0 items-center gap-2">
        <h2 id={titleId} className="truncate text-sm font-[550]">
          {title}
        </h2>
        {/* where both have no room the note gives way */}
        {note !== undefined && <span className="ml-auto min-w-0 shrink-[9999] truncate text-xs text-fg-3">{note}</span>}
        {actions !== undefined && <div className={clsx('flex shrink-0 items-center', note === undefined && 'ml-auto')}>{actions}</div>}
      </div>
      <div className={clsx('min-h-0 flex-1', bodyClassName)}>{children}</div>
    </section>
  );
}
