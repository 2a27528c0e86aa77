'use client';

import { ChevronLeft, ChevronRight, Search } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { millis, millisFromNanos, nanosFromText } from '@/lib/base/time';
import { counted, formatDuration, formatInteger } from '@/lib/base/units';
import { formatInstant, formatNanos, type Zone } from '@/lib/client/format-time';
import type { Extent } from '@/lib/waterfall/extent';
import { positionIn } from '@/lib/waterfall/row-list';
import type { Trace } from '@/lib/waterfall/tree';

export interface TraceSummaryProps {
  trace: Trace;
  extent: Extent;
  services: number;
  /** All of them, and the rows of those that are shown. */
  errors: number;
  errorRows: Int32Array;
  matches: Int32Array;
  cursor: number;
  search: string;
  searchField: RefObject<HTMLInputElement | null>;
  zone: Zone;
  loading: boolean;
  onSearch: (text: string) => void;
  onMatch: (direction: 1 | -1) => void;
  onError: (direction: 1 | -1) => void;
}

/** The line of figures above the waterfall, with the search and the way through the errors. */
export function TraceSummary(props: TraceSummaryProps) {
  const { trace, extent, services, errors, errorRows, matches, cursor, search, searchField, zone, loading, onSearch, onMatch, onError } =
    props;
  const { columns } = trace;
  const began = millisFromNanos(nanosFromText(columns.origin));
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-4 py-2 text-sm max-md:px-3">
      <span>
        <b className="font-semibold">
          {extent.open === 'running' ? `running ${formatDuration(extent.to - extent.from)}` : formatDuration(extent.to - extent.from)}
        </b>{' '}
        <time className="text-fg-3" title={formatNanos(columns.origin, zone)}>
          {formatInstant(began, zone, millis(Date.now()))}
        </time>
      </span>
      <Figure
        value={countText(columns.count, columns.total, loading)}
        unit={columns.count === 1 && columns.total <= 1 ? 'span' : 'spans'}
      />
      <Figure value={formatInteger(services)} unit={services === 1 ? 'service' : 'services'} />
      <span className={errors > 0 ? 'text-error' : 'text-fg-3'}>
        <b className="font-semibold">{formatInteger(errors)}</b> {errors === 1 ? 'error' : 'errors'}
      </span>
      <span className="ml-auto flex min-w-0 items-center gap-2 max-md:ml-0 max-md:w-full">
        <Input
          ref={searchField}
          label="Search in this trace"
          placeholder="search in this trace"
          icon={<Search size={13} aria-hidden />}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onMatch(event.shiftKey ? -1 : 1);
            if (event.key !== 'Escape') return;
            onSearch('');
            event.currentTarget.blur();
          }}
          className="w-64 max-md:w-auto max-md:flex-1"
          end={search.trim() === '' ? undefined : <Steps matches={matches} cursor={cursor} onMatch={onMatch} />}
        />
        {errorRows.length > 0 && (
          <span className="flex items-center rounded-md border border-line bg-raised">
            <IconButton label="Previous error (Shift+E)" size="small" onClick={() => onError(-1)}>
              <ChevronLeft size={13} aria-hidden />
            </IconButton>
            <Button variant="quiet" size="small" className="px-0!" onClick={() => onError(1)}>
              {place(errorRows, cursor, 'error')}
            </Button>
            <IconButton label="Next error (E)" size="small" onClick={() => onError(1)}>
              <ChevronRight size={13} aria-hidden />
            </IconButton>
          </span>
        )}
      </span>
    </div>
  );
}

/** All spans, or how many of how many: while they arrive, and where a limit cut them. */
function countText(count: number, total: number, loading: boolean): string {
  return count < total ? `${formatInteger(count)} of ${formatInteger(total)}${loading ? ' …' : ''}` : formatInteger(count);
}

/** "error 2 of 5" on one of them, else "5 errors". */
function place(rows: Int32Array, cursor: number, word: string): string {
  const at = positionIn(rows, cursor);
  if (rows[at] === cursor) return `${word} ${at + 1} of ${formatInteger(rows.length)}`;
  return counted(rows.length, word);
}

function Figure({ value, unit }: { value: string; unit: string }) {
  return (
    <span>
      <b className="font-semibold">{value}</b> <span className="text-fg-3">{unit}</span>
    </span>
  );
}

function Steps({ matches, cursor, onMatch }: Pick<TraceSummaryProps, 'matches' | 'cursor' | 'onMatch'>) {
  const at = positionIn(matches, cursor);
  const text =
    matches.length === 0 ? 'none' : matches[at] === cursor ? `${at + 1} / ${formatInteger(matches.length)}` : formatInteger(matches.length);
  return (
    <>
      <span role="status" className="text-xs whitespace-nowrap text-fg-3">
        {text}
      </span>
      <IconButton label="Previous match (Shift+Enter)" size="small" disabled={matches.length === 0} onClick={() => onMatch(-1)}>
        <ChevronLeft size={13} aria-hidden />
      </IconButton>
      <IconButton label="Next match (Enter)" size="small" disabled={matches.length === 0} onClick={() => onMatch(1)}>
        <ChevronRight size={13} aria-hidden />
      </IconButton>
    </>
  );
}
