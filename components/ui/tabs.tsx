'use client';

import { clsx } from 'clsx';
import { Tabs as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

export interface TabsProps<T extends string> {
  /** What the tabs choose between, for screen readers. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  tabs: readonly { value: T; label: ReactNode; count?: number; disabled?: boolean }[];
  /** At the right end of the list. */
  end?: ReactNode;
  className?: string;
  /** The padding of the list: its line runs from edge to edge. */
  listClassName?: string;
  /** One `TabPanel` per tab. */
  children: ReactNode;
}

/** A row of tabs and the panel of the one that is chosen. */
export function Tabs<T extends string>({ label, value, onChange, tabs, end, className, listClassName, children }: TabsProps<T>) {
  const choose = (next: string) => {
    const tab = tabs.find((candidate) => candidate.value === next);
    if (tab) onChange(tab.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} className={clsx('flex min-h-0 flex-col', className)}>
      <div className={clsx('flex h-8 shrink-0 items-center border-b border-line', listClassName)}>
        <Radix.List aria-label={label} className="-mx-1 flex h-full min-w-0 gap-1.5 overflow-x-auto [scrollbar-width:none]">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              disabled={tab.disabled ?? false}
              className="relative flex h-full shrink-0 items-center gap-1.5 px-1 pb-0.5 text-sm text-fg-2 after:absolute after:inset-x-1 after:bottom-0 after:h-0.5 hover:text-fg focus-visible:outline-offset-[-2px] disabled:opacity-50 data-[state=active]:text-fg data-[state=active]:after:bg-ember"
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-xs text-fg-3">{tab.count}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {end !== undefined && <div className="ml-auto flex items-center gap-2 pl-3">{end}</div>}
      </div>
      {children}
    </Radix.Root>
  );
}

/** What belongs to the tab with the same `value`. */
export function TabPanel({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={clsx('min-h-0 flex-1', className)} {...rest} />;
}
