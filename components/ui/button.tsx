import { clsx } from 'clsx';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';

const VARIANTS = {
  default:
    'border-line bg-raised text-fg-2 hover:border-line-strong hover:text-fg data-[state=open]:border-line-strong data-[state=open]:text-fg',
  primary: 'border-ember bg-ember font-semibold text-ember-ink hover:brightness-110',
  quiet:
    'border-transparent bg-transparent text-fg-2 hover:bg-hover hover:text-fg data-[state=open]:border-line-strong data-[state=open]:text-fg',
} as const;

const SIZES = { default: 'h-7 px-2.5 text-sm', small: 'h-6 px-2 text-xs' } as const;

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  /** Gives the look to its one child (a link, say) instead of drawing a button. */
  asChild?: boolean;
}

/** A push button; `<b>` inside it is the value that stands out, as in "service **all 6**". */
export function Button({ variant = 'default', size = 'default', asChild = false, className, type, ...rest }: ButtonProps) {
  const Tag = asChild ? Slot.Root : 'button';
  return (
    <Tag
      {...(asChild ? {} : { type: type ?? 'button' })}
      className={clsx(
        'inline-flex shrink-0 items-center gap-1.5 rounded-md border whitespace-nowrap transition-colors duration-100 select-none',
        'disabled:pointer-events-none disabled:opacity-50 [&_b]:font-medium [&_b]:text-fg [&_svg]:shrink-0',
        VARIANTS[variant],
        SIZES[size],
        className,
      )}
      {...rest}
    />
  );
}
