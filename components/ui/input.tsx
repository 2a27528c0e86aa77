import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

export interface InputProps extends ComponentProps<'input'> {
  /** Its name for screen readers. */
  label: string;
  /** Before the text, e.g. a magnifying glass. */
  icon?: ReactNode;
  /** After the text, e.g. a key. */
  end?: ReactNode;
  invalid?: boolean;
}

/** A line of text. */
export function Input({ label, icon, end, invalid = false, className, ...rest }: InputProps) {
  return (
    <span
      className={clsx(
        'flex h-7 min-w-0 items-center gap-1.5 rounded-md border bg-panel px-2 text-sm text-fg focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-ember',
        invalid ? 'border-error' : 'border-line',
        className,
      )}
    >
      {icon !== undefined && <span className="shrink-0 text-fg-3">{icon}</span>}
      <input
        aria-label={label}
        aria-invalid={invalid}
        className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-fg-3"
        {...rest}
      />
      {end}
    </span>
  );
}
