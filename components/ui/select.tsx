'use client';

import { clsx } from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { Button } from '@/components/ui/button';

export interface SelectProps<T extends string> {
  /** Its name for screen readers; also written before the value with `showLabel`. */
  label: string;
  showLabel?: boolean;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; disabled?: boolean }[];
  disabled?: boolean;
  className?: string;
}

/** One out of a short list. No option may have '' as its value (Radix keeps it for "nothing chosen"). */
export function Select<T extends string>({
  label,
  showLabel = false,
  value,
  onChange,
  options,
  disabled = false,
  className,
}: SelectProps<T>) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onChange(option.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} disabled={disabled}>
      <Radix.Trigger asChild aria-label={label}>
        <Button className={className}>
          {showLabel && <span>{label}</span>}
          <b className="truncate">
            {/* Radix itself writes it only once the page is in the browser: the control would grow then */}
            <Radix.Value>{options.find((option) => option.value === value)?.label}</Radix.Value>
          </b>
          <ChevronDown size={13} aria-hidden className="ml-auto text-fg-3" />
        </Button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-xl shadow-black/25"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className={clsx(
                  'relative flex h-7 items-center rounded pr-7 pl-2 text-sm text-fg-2 outline-none select-none',
                  'data-disabled:opacity-50 data-highlighted:bg-hover data-highlighted:text-fg data-[state=checked]:text-fg',
                )}
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-2">
                  <Check size={13} aria-hidden className="text-ember" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
