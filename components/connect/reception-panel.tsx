'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import Link from 'next/link';
import { receptionOf, type Reception } from '@/components/connect/reception';
import { Button } from '@/components/ui/button';
import { DAY, millis, SECOND, type Millis } from '@/lib/base/time';
import { formatInteger, formatUnit } from '@/lib/base/units';
import { formatAgo } from '@/lib/client/format-time';
import { answerOptions } from '@/lib/client/queries';
import type { Status } from '@/lib/model/api';
import type { Query } from '@/lib/model/query';

/** The newest span from the 24 hours before `to`. */
function newestSpan(to: Millis): Query {
  return {
    spec: { kind: 'rows', source: { signal: 'spans' }, limit: 1, fields: [], orderBy: 'time', traceSummary: false },
    frame: { range: { from: millis(to - DAY), to }, step: DAY },
  };
}

/** How long one answer for "the newest trace" stands: asking at every record would be a query every 2 s. */
const NEWEST_HOLDS = 10 * SECOND;

/** Flips from waiting to receiving by itself. `now`: when `status` was asked for. */
export function ReceptionPanel({ status, now }: { status: Status; now: Millis }) {
  const reception = receptionOf(status, now);
  return (
    <section aria-label="Reception" className="rounded-lg border border-line bg-panel px-3 py-2.5">
      <div className="flex items-start gap-2.5" role="status">
        <Light state={reception.state} />
        <div className="min-w-0">
          <h2 className="text-base font-[550]">{title(reception)}</h2>
          <p className="text-sm text-fg-3">{detail(reception, status, now)}</p>
        </div>
      </div>
      {reception.state !== 'waiting' && <NewestTrace lastAt={reception.lastAt} now={now} />}
      {status.ingest.rejected > 0 && (
        <p className="mt-2 text-sm text-warn">
          {formatInteger(status.ingest.rejected)} records were refused; the reply to the sender says why, and so does Hearth’s log.
        </p>
      )}
    </section>
  );
}

function title(reception: Reception): string {
  switch (reception.state) {
    case 'waiting':
      return 'Waiting for the first span';
    case 'receiving':
      return `Receiving: ${formatUnit(reception.perSecond, 'perSecond')}`;
    case 'quiet':
      return 'Nothing in the last minute';
  }
}

/** 1 span, 21 304 spans */
function counted(count: number, noun: string): string {
  return `${formatUnit(count, 'count')} ${noun}${count === 1 ? '' : 's'}`;
}

function detail(reception: Reception, { store }: Status, now: Millis): string {
  const stored = `${counted(store.spans, 'span')}, ${counted(store.logs, 'log')}, ${counted(store.points, 'point')} stored`;
  switch (reception.state) {
    case 'waiting':
      return 'Run one of the snippets. This page notices by itself.';
    case 'receiving':
      return `Last record ${formatAgo(reception.lastAt, now)}; ${stored}.`;
    case 'quiet':
      return reception.lastAt === undefined
        ? `None since Hearth started; ${stored}.`
        : `Last record ${formatAgo(reception.lastAt, now)}; ${stored}.`;
  }
}

function Light({ state }: { state: Reception['state'] }) {
  const colour = { waiting: 'text-run', receiving: 'text-ok', quiet: 'text-fg-3' }[state];
  return (
    <span aria-hidden className={clsx('relative mt-1.5 size-[7px] shrink-0 rounded-full bg-current', colour)}>
      <span className={clsx('absolute -inset-[3px] rounded-full bg-current opacity-25', state === 'waiting' && 'animate-pulse')} />
    </span>
  );
}

/** A door to what came last. `lastAt` is missing when nothing has come since the start. */
function NewestTrace({ lastAt, now }: { lastAt: Millis | undefined; now: Millis }) {
  // up to the next full step, so that the newest record is within
  const to = millis((Math.floor(Math.max(lastAt ?? 0, lastAt === undefined ? now : 0) / NEWEST_HOLDS) + 1) * NEWEST_HOLDS);
  const { data } = useQuery(answerOptions(newestSpan(to)));
  const newest = data?.kind === 'rows' ? data.rows.find((row) => row.signal === 'spans') : undefined;
  return (
    <div className="mt-2.5 flex min-w-0 gap-2">
      {newest && (
        <Button asChild variant="primary">
          <Link href={`/traces/${newest.traceId}`}>Open the newest trace</Link>
        </Button>
      )}
      <Button asChild>
        <Link href="/traces">All traces</Link>
      </Button>
    </div>
  );
}
