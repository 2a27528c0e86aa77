'use client';

import { clsx } from 'clsx';
import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';

export interface MultiSelectOption {
  readonly value: string;
  readonly label?: string;
  /** Shown faintly at the right end, e.g. how many records have it. */
  readonly note?: string;
}

export interface MultiSelectProps {
  label: string;
  options: readonly MultiSelectOption[];
  /** Chosen values; none means all. A chosen value that is not among the options stays in the list. */
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Called with what is typed, for options that come from the server; without it the list filters itself. */
  onSearch?: (text: string) => void;
  onOpenChange?: (open: boolean) => void;
  /** What stands in the list when it is empty. */
  emptyText?: string;
  loading?: boolean;
  disabled?: boolean;
}

function summary(values: readonly string[], options: readonly MultiSelectOption[]): string {
  if (values.length === 0) return options.length > 0 ? `all ${options.length}` : 'all';
  if (values.length > 2) return `${values.length} chosen`;
  return values.map((value) => options.find((option) => option.value === value)?.label ?? value).join(', ');
}

/** Several out of a searchable list with checkboxes, in a popover. Nothing chosen means all. */
export function MultiSelect({
  label,
  options,
  values,
  onChange,
  onSearch,
  onOpenChange,
  emptyText = 'Nothing found.',
  loading = false,
  disabled = false,
}: MultiSelectProps) {
  const [text, setText] = useState('');
  const missing = values.filter((value) => !options.some((option) => option.value === value));
  const listed: readonly MultiSelectOption[] = [...missing.map((value) => ({ value })), ...options];
  const toggle = (value: string) => onChange(values.includes(value) ? values.filter((chosen) => chosen !== value) : [...values, value]);
  const search = (next: string) => {
    setText(next);
    onSearch?.(next);
  };
  return (
    <Popover
      label={label}
      className="w-64 p-0!"
      {...(onOpenChange ? { onOpenChange } : {})}
      trigger={
        <Button disabled={disabled} className="max-w-72 min-w-0">
          <span>{label}</span>
          <b className="truncate">{summary(values, options)}</b>
          <ChevronDown size={13} aria-hidden className="text-fg-3" />
        </Button>
      }
    >
      <Command label={label} shouldFilter={onSearch === undefined} loop>
        <Command.Input
          value={text}
          onValueChange={search}
          placeholder={`Search ${label}`}
          className="h-8 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-fg-3"
        />
        <Command.List aria-busy={loading} className={clsx('max-h-72 overflow-auto p-1', loading && 'opacity-60')}>
          <Command.Empty className="px-2 py-3 text-sm text-fg-3">{loading ? 'Loading…' : emptyText}</Command.Empty>
          {listed.map((option) => {
            const chosen = values.includes(option.value);
            return (
              <Command.Item
                key={option.value}
                value={option.value}
                keywords={option.label === undefined ? [] : [option.label]}
                onSelect={() => toggle(option.value)}
                className="flex h-7 cursor-pointer items-center gap-2 rounded px-2 text-sm text-fg-2 data-[selected=true]:bg-hover data-[selected=true]:text-fg"
              >
                <span
                  aria-hidden
                  className={clsx(
                    'grid size-3.5 shrink-0 place-items-center rounded-[3px] border',
                    chosen ? 'border-ember bg-ember text-ember-ink' : 'border-line-strong',
                  )}
                >
                  {chosen && <Check size={10} strokeWidth={3} />}
                </span>
                <span className="truncate">{option.label ?? option.value}</span>
                {chosen && <span className="sr-only">chosen</span>}
                {option.note !== undefined && <span className="ml-auto pl-2 text-xs text-fg-3">{option.note}</span>}
              </Command.Item>
            );
          })}
        </Command.List>
      </Command>
      <div className="flex h-8 items-center border-t border-line px-1 text-xs text-fg-3">
        <span className="px-2">{values.length === 0 ? 'All are shown' : `${values.length} chosen`}</span>
        <Button size="small" variant="quiet" className="ml-auto" disabled={values.length === 0} onClick={() => onChange([])}>
          Show all
        </Button>
      </div>
    </Popover>
  );
}
