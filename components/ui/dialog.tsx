'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ComponentProps, type FocusEvent, type ReactElement, type ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';

export interface DialogProps extends Pick<ComponentProps<typeof Radix.Root>, 'open' | 'defaultOpen' | 'onOpenChange'> {
  title: string;
  /** One line under the title. */
  note?: string;
  trigger?: ReactElement;
  /** `wide` for a query or a table, `full` for a panel on the whole screen. */
  size?: 'default' | 'wide' | 'full';
  className?: string;
  children: ReactNode;
}

const SIZES = { default: 'w-120', wide: 'w-200', full: 'h-[calc(100dvh-32px)] w-[calc(100vw-32px)]' } as const;

/** The box itself rather than its first button: a focused button shows its tooltip. A field with autoFocus still gets the focus. */
export function focusBox(event: Event): void {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
}

/**
 * Gives the focus back to what had it before the box opened: by itself, Radix gives it to the box's trigger alone, and a box that a key
 * opens has none. `onOpen` places the focus in the box; without it, Radix does.
 */
export function useFocusReturn(onOpen?: (event: Event) => void): {
  onOpenAutoFocus: (event: Event) => void;
  onCloseAutoFocus: (event: Event) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
} {
  const before = useRef<Element>(null);
  return {
    // a field with autoFocus has the focus before Radix would place it: `onOpenAutoFocus` is not called then
    onFocus({ currentTarget, relatedTarget }) {
      if (!currentTarget.contains(relatedTarget)) before.current ??= relatedTarget;
    },
    onOpenAutoFocus(event) {
      before.current = document.activeElement;
      onOpen?.(event);
    },
    onCloseAutoFocus(event) {
      const opener = before.current;
      before.current = null;
      if (!(opener instanceof HTMLElement) || !opener.isConnected) return;
      event.preventDefault();
      opener.focus();
    },
  };
}

/** A modal box: traps the focus, Escape closes it. */
export function Dialog({ title, note, trigger, size = 'default', className, children, ...root }: DialogProps) {
  const focus = useFocusReturn(focusBox);
  return (
    <Radix.Root {...root}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Radix.Content
          {...(note === undefined ? { 'aria-describedby': undefined } : {})}
          {...focus}
          className={clsx(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line-strong bg-raised text-fg shadow-2xl shadow-black/30 outline-none',
            SIZES[size],
            className,
          )}
        >
          <div className="flex min-h-11 shrink-0 items-center gap-x-2 border-b border-line px-4 max-sm:flex-wrap max-sm:py-2">
            <Radix.Title className="min-w-0 truncate text-base font-semibold tracking-tight max-sm:flex-1">{title}</Radix.Title>
            {note !== undefined && (
              <Radix.Description className="min-w-0 flex-1 truncate text-sm text-fg-3 max-sm:order-last max-sm:basis-full max-sm:pb-2 max-sm:whitespace-normal">
                {note}
              </Radix.Description>
            )}
            <Radix.Close asChild>
              <IconButton label="Close" className="-mr-2 ml-auto">
                <X size={15} aria-hidden />
              </IconButton>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
