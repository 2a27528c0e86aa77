'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { choicesFor, type Choice } from '@/components/records/filter-choices';
import { Kbd } from '@/components/ui/kbd';
import type { TimeRange } from '@/lib/base/time';
import { suggestOptions } from '@/lib/client/queries';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { Suggest } from '@/lib/model/backend';
import { completeFilter } from '@/lib/query/complete-filter';
import { parseFilter, type FilterError } from '@/lib/query/parse-filter';

export interface FilterBarProps {
  /** What is filtered: its fields, keys and values are offered. */
  signal: Suggest['signal'];
  /** The page that it is the filter of: there `/` comes here. In a form it has none. */
  page?: string;
  /** The filter that is applied. */
  text: string;
  range: TimeRange;
  /** Applies a filter that parses. */
  onApply: (text: string) => void;
}

/** The filter as text, with keys, operators and values to choose from. Enter applies it; `/` comes here. */
export function FilterBar({ signal, page, text, range, onApply }: FilterBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState({ over: text, draft: text });
  // the address may change by itself (Back, a button): then it wins over the draft
  if (typed.over !== text) setTyped({ over: text, draft: text });
  const draft = typed.over === text ? typed.draft : text;
  const setDraft = (next: string) => setTyped({ over: text, draft: next });
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [scroll, setScroll] = useState(0);
  const parsed = parseFilter(draft);
  const error = parsed.ok ? undefined : parsed.error;

  const completion = completeFilter(draft, caret);
  const ask = {
    signal,
    ...(completion.kind === 'value' ? { field: completion.field } : {}),
    prefix: completion.prefix.slice(0, 500),
    from: range.from,
    to: range.to,
    limit: 50,
  };
  const { data: suggested } = useQuery({ ...suggestOptions(ask), enabled: open && completion.kind !== 'operator' });
  const choices = open ? choicesFor(signal, completion, suggested ?? []) : [];
  useShortcuts(page === undefined ? [] : [{ keys: '/', label: 'Go to the filter', group: page, run: () => field.current?.focus() }]);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const change = (next: string, at: number) => {
    setDraft(next);
    setCaret(at);
    setActive(-1);
    setOpen(true);
  };
  const choose = (choice: Choice) => {
    const next = `${draft.slice(0, completion.from)}${choice.insert}${draft.slice(completion.to).trimStart()}`;
    const at = completion.from + choice.insert.length;
    change(next, at);
    // the caret can be placed only after React has put the new text in
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  };
  const apply = () => {
    close();
    if (parsed.ok) onApply(draft.trim());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const choice = choices[active];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open) return setOpen(true);
      setActive((at) => ((at + 1 + step + choices.length + 1) % (choices.length + 1)) - 1);
    } else if (event.key === 'Tab' && !event.shiftKey && open && (choice ?? choices[0]) && completion.prefix !== '') {
      event.preventDefault();
      choose((choice ?? choices[0]) as Choice);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (choice) choose(choice);
      else apply();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (choices.length > 0) close();
      else event.currentTarget.blur();
    }
  };
  return (
    <div className="relative min-w-0 flex-1">
      <div
        className={clsx(
          'flex h-[30px] items-center gap-1.5 rounded-md border bg-panel px-2 font-mono text-sm focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-ember',
          error ? 'border-error' : 'border-line',
        )}
      >
        <Search size={13} aria-hidden className="shrink-0 text-fg-3" />
        <span className="relative h-full min-w-0 flex-1 overflow-hidden">
          {error && <Underline text={draft} error={error} scroll={scroll} />}
          <input
            ref={field}
            role="combobox"
            aria-label="Filter"
            aria-expanded={choices.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-invalid={error !== undefined}
            {...(active >= 0 ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
            {...(error ? { 'aria-describedby': `${listId}-error` } : {})}
            value={draft}
            placeholder="add a filter, or type what you look for"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onChange={(event) => change(event.target.value, event.target.selectionStart ?? event.target.value.length)}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
            onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
            onFocus={() => setOpen(true)}
            onClick={() => setOpen(true)}
            onBlur={() => {
              // in a form whoever goes on has made up their mind
              if (page === undefined && parsed.ok && draft.trim() !== text) onApply(draft.trim());
              close();
            }}
            onKeyDown={onKeyDown}
            className="relative h-full w-full bg-transparent text-ellipsis outline-none placeholder:text-fg-3"
          />
        </span>
        {draft !== text && parsed.ok && <span className="shrink-0 font-sans text-xs text-fg-3 max-sm:hidden">Enter applies</span>}
        {draft === '' ? (
          page !== undefined && (
            // a touch screen has no keys, and less room
            <span className="pointer-coarse:hidden">
              <Kbd>/</Kbd>
            </span>
          )
        ) : (
          <button type="button" aria-label="Clear the filter" className="shrink-0 text-fg-3 hover:text-fg" onClick={() => onApply('')}>
            <X size={13} aria-hidden />
          </button>
        )}
      </div>
      {error && (
        <p id={`${listId}-error`} role="alert" className="mt-1 text-sm text-error">
          {error.message}
        </p>
      )}
      <ChoiceList id={listId} choices={choices} active={active} onChoose={choose} />
    </div>
  );
}

/** Draws a wavy line under what is wrong, behind the text of the field. */
function Underline({ text, error, scroll }: { text: string; error: FilterError; scroll: number }) {
  const length = Math.max(1, error.length);
  const wrong = text.slice(error.position, error.position + length).padEnd(length, '\u00a0');
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-y-0 left-0 leading-[28px] whitespace-pre text-transparent"
      style={{ transform: `translateX(${-scroll}px)` }}
    >
      {text.slice(0, error.position)}
      <span className="underline decoration-error decoration-wavy underline-offset-4">{wrong}</span>
    </span>
  );
}

interface ChoiceListProps {
  id: string;
  choices: readonly Choice[];
  active: number;
  onChoose: (choice: Choice) => void;
}

function ChoiceList({ id, choices, active, onChoose }: ChoiceListProps) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label="Completions"
      // a box that scrolls would be the next stop of Tab, and is gone once the field is left
      tabIndex={-1}
      className={clsx(
        'absolute top-full left-0 z-30 mt-1 max-h-80 w-96 max-w-full overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-xl shadow-black/25',
        choices.length === 0 && 'hidden',
      )}
    >
      {choices.map((choice, index) => (
        <li
          key={choice.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // before the field loses the focus and closes the list
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(choice);
          }}
          className={clsx(
            'flex h-7 cursor-pointer items-center gap-3 rounded px-2 font-mono text-sm hover:bg-hover',
            index === active && 'bg-hover',
          )}
        >
          <span className="truncate">{choice.text}</span>
          <span className="ml-auto shrink-0 font-sans text-xs text-fg-3">{choice.note}</span>
        </li>
      ))}
    </ul>
  );
}
