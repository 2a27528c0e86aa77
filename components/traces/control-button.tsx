import { clsx } from 'clsx';
import { ChevronDown, type LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

export interface ControlButtonProps extends ComponentProps<'button'> {
  icon: LucideIcon;
  words: string;
  /** Something is left out: the words are always seen, and stand out. */
  marked?: boolean;
}

/** Opens one of the waterfall's menus: words, or on a narrow screen, where the tabs need the room, an icon. */
export function ControlButton({ icon: Icon, words, marked = false, ...rest }: ControlButtonProps) {
  return (
    <button
      type="button"
      className={clsx('flex h-6 shrink-0 items-center gap-0.5 hover:text-fg max-md:px-1.5', marked && 'text-warn')}
      {...rest}
    >
      <Icon size={14} aria-hidden className="md:hidden" />
      <span className={clsx(!marked && 'max-md:sr-only')}>{words}</span>
      <ChevronDown size={11} aria-hidden className="max-md:hidden" />
    </button>
  );
}
