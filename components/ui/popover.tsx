'use client';

import { clsx } from 'clsx';
import { Popover as Radix } from 'radix-ui';
import type { ComponentProps, ReactElement, ReactNode } from 'react';

export interface PopoverProps extends Pick<ComponentProps<typeof Radix.Root>, 'open' | 'defaultOpen' | 'onOpenChange' | 'modal'> {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Its name for screen readers. */
  label: string;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  className?: string | undefined;
  children: ReactNode;
}

/** A raised box beside its trigger; Escape or a click outside closes it and gives the focus back. */
export function Popover({ trigger, label, align = 'start', side = 'bottom', className, children, ...root }: PopoverProps) {
  return (
    <Radix.Root {...root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={clsx(
            'z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] overflow-auto rounded-lg border border-line-strong bg-raised p-3 text-sm text-fg shadow-xl shadow-black/25 outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
