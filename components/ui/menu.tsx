'use client';

import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactElement, ReactNode } from 'react';

const ITEM =
  'flex h-7 items-center gap-2 rounded px-2 text-sm text-fg-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover data-highlighted:text-fg [&_svg]:shrink-0';

export interface DropdownMenuProps extends Pick<ComponentProps<typeof Radix.Root>, 'open' | 'onOpenChange' | 'modal'> {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: 'start' | 'center' | 'end';
  className?: string;
  children: ReactNode;
}

/** A menu of actions under a button; arrows move, letters jump, Escape closes. */
export function DropdownMenu({ trigger, align = 'end', className, children, ...root }: DropdownMenuProps) {
  return (
    <Radix.Root {...root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={clsx(
            'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-40 overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-xl shadow-black/25',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  /** Shown at the right end, e.g. a key. */
  hint?: ReactNode;
  tone?: 'neutral' | 'error';
}

/** One action. For a link: `<MenuItem asChild><Link …/></MenuItem>`. */
export function MenuItem({ icon, hint, tone = 'neutral', asChild = false, className, children, ...rest }: MenuItemProps) {
  const look = clsx(ITEM, tone === 'error' && 'text-error! data-highlighted:bg-error-soft!', className);
  if (asChild) {
    return (
      <Radix.Item asChild className={look} {...rest}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={look} {...rest}>
      {icon}
      <span className="truncate">{children}</span>
      {hint !== undefined && <span className="ml-auto pl-4 text-xs text-fg-3">{hint}</span>}
    </Radix.Item>
  );
}

/** A choice that is on or off. */
export function MenuCheckboxItem({ children, className, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={clsx(ITEM, 'pl-7', className)} {...rest}>
      <Radix.ItemIndicator className="absolute left-3">
        <Check size={13} aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

/** One choice out of several. */
export function MenuRadioGroup<T extends string>({
  value,
  onChange,
  options,
}: {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
}) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onChange(option.value);
  };
  return (
    <Radix.RadioGroup value={value} onValueChange={choose}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={clsx(ITEM, 'pl-7')}>
          <Radix.ItemIndicator className="absolute left-3">
            <Check size={13} aria-hidden />
          </Radix.ItemIndicator>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-fg-3">{children}</Radix.Label>;
}

/** A line between groups of items. */
export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
