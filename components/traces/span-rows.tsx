'use client';

import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useEffect, useLayoutEffect, useState, type KeyboardEvent } from 'react';
import { SpanRowView, spanRowId } from '@/components/traces/span-row';
import { ROW_HEIGHT, useRowWindow } from '@/components/traces/use-row-window';
import type { Millis } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { SpanRow } from '@/lib/model/answer';

/** The next page is asked for when this many rows are left below. */
const NEAR_END = 40;

/** How far each question's rows were scrolled: Back from a trace comes to the same rows. */
const scrolled = new Map<string, number>();

export interface SpanRowsProps {
  /** What was asked; another question is another list. */
  question: string;
  spans: readonly SpanRow[];
  zone: Zone;
  dated: boolean;
  now: Millis;
  /** The rows are those of the question before. */
  old: boolean;
  hasMore: boolean;
  /** Called when the end comes near; may be called again. */
  onMore: () => void;
  /** Below the last row. */
  foot: React.ReactNode;
}

/** Spans in rows of one height, of which only those that are seen are drawn. */
export function SpanRows({ question, spans, zone, dated, now, old, hasMore, onMore, foot }: SpanRowsProps) {
  const router = useRouter();
  const link = useLink();
  const [cursor, setCursor] = useState(-1);
  const { scroller, first, end, onScroll, show } = useRowWindow(spans.length);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element) element.scrollTop = scrolled.get(question) ?? 0;
  }, [scroller, question]);
  const nearEnd = hasMore && end + NEAR_END >= spans.length;
  useEffect(() => {
    if (nearEnd) onMore();
  }, [nearEnd, onMore]);
  const longest = spans.reduce((most, span) => Math.max(most, Number(span.duration)), 0);
  const hrefOf = (span: SpanRow): string => link(`/traces/${span.traceId}`, span.parentSpanId === '' ? {} : { span: span.spanId });
  const move = (to: number) => {
    const next = Math.min(spans.length - 1, Math.max(0, to));
    setCursor(next);
    show(next);
    // j and k work from anywhere: where nothing else has the focus, Enter is the list's from here on
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  };
  const open = () => {
    const span = spans[cursor];
    if (span) router.push(hrefOf(span));
  };
  useShortcuts([
    { keys: 'j', label: 'Next row', group: 'Traces', run: () => move(cursor + 1) },
    { keys: 'k', label: 'Previous row', group: 'Traces', run: () => move(cursor - 1) },
    { keys: 'o', label: 'Open the trace', group: 'Traces', run: open },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(cursor + 1),
      ArrowUp: () => move(cursor - 1),
      PageDown: () => move(cursor + 20),
      PageUp: () => move(cursor - 20),
      Home: () => move(0),
      End: () => move(spans.length - 1),
      Enter: open,
    };
    const action = event.altKey || event.metaKey || event.ctrlKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Spans"
      aria-rowcount={hasMore ? -1 : spans.length}
      aria-busy={old}
      tabIndex={0}
      {...(cursor >= first && cursor < end ? { 'aria-activedescendant': spanRowId(cursor) } : {})}
      onScroll={(event) => {
        scrolled.set(question, event.currentTarget.scrollTop);
        onScroll();
      }}
      onKeyDown={onKeyDown}
      className={clsx(
        'min-h-0 flex-1 overflow-x-hidden overflow-y-auto transition-opacity duration-150 focus-visible:-outline-offset-2',
        old && 'opacity-50',
      )}
    >
      <div role="rowgroup" className="relative" style={{ height: spans.length * ROW_HEIGHT }}>
        {spans.slice(first, end).map((span, at) => (
          <SpanRowView
            key={`${span.traceId}${span.spanId}${first + at}`}
            span={span}
            index={first + at}
            href={hrefOf(span)}
            zone={zone}
            dated={dated}
            now={now}
            longest={longest}
            active={first + at === cursor}
          />
        ))}
      </div>
      {foot}
    </div>
  );
}
