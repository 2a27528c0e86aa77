'use client';

import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import { millis } from '@/lib/base/time';
import { formatUnit, type Unit } from '@/lib/base/units';
import { changeOf } from '@/lib/charts/stat';
import { formatAgo, formatInstant } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { useTimeWindow } from '@/lib/client/time-window';
import type { ServiceFigures, ServiceRow, Sort } from '@/components/services/service-rows';
import { Sparkline } from '@/components/charts/sparkline';
import { ServiceDot } from '@/components/ui/service-dot';

const HEAD = 'sticky top-0 z-10 h-8 border-b border-line bg-page px-2 font-medium whitespace-nowrap text-fg-3 first:pl-0 last:pr-0';
const CELL = 'h-8 border-b border-line/60 px-2 whitespace-nowrap first:pl-0 last:pr-0';
/** From these shares of failed requests on a service is in trouble, and in bad trouble. */
const WARN = 0.02;
const ERROR = 0.05;

interface Column {
  readonly title: string;
  readonly figure: keyof ServiceFigures;
  readonly unit: Unit;
  readonly better: 'up' | 'down' | 'neither';
  /** Hidden on a narrow screen. */
  readonly wide: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'Requests', figure: 'rate', unit: 'perSecond', better: 'neither', wide: false },
  { title: 'Errors', figure: 'errors', unit: 'ratio', better: 'down', wide: false },
  { title: 'p50', figure: 'p50', unit: 'nanoseconds', better: 'down', wide: true },
  { title: 'p95', figure: 'p95', unit: 'nanoseconds', better: 'down', wide: false },
  { title: 'p99', figure: 'p99', unit: 'nanoseconds', better: 'down', wide: true },
];

/** Services, a line each; a line leads to its service's page. */
export function ServiceTable({
  rows,
  sort,
  ascending,
  onSort,
}: {
  rows: readonly ServiceRow[];
  sort: Sort;
  ascending: boolean;
  onSort: (sort: Sort) => void;
}) {
  const heading = (title: string, column: Sort, className: string) => (
    <th scope="col" className={clsx(HEAD, className)} aria-sort={column !== sort ? 'none' : ascending ? 'ascending' : 'descending'}>
      <button type="button" className="inline-flex items-center gap-1 hover:text-fg" onClick={() => onSort(column)}>
        {title}
        {column === sort && (ascending ? <ArrowUp size={11} aria-hidden /> : <ArrowDown size={11} aria-hidden />)}
      </button>
    </th>
  );
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label="Services">
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {heading('Service', 'service', 'text-left')}
            {COLUMNS.map(({ title, figure, wide }) => (
              <Fragment key={figure}>{heading(title, figure, clsx('text-right', wide && 'max-md:hidden'))}</Fragment>
            ))}
            <th scope="col" className={clsx(HEAD, 'w-36 text-left max-lg:hidden')}>
              Requests over time
            </th>
            {heading('Last seen', 'lastAt', 'text-right max-md:hidden')}
            <th scope="col" className={clsx(HEAD, 'text-left max-lg:hidden')}>
              Versions
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.service} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row: { service, now, before, trend, versions, lastAt } }: { row: ServiceRow }) {
  const link = useLink();
  const { refreshedAt, zone } = useTimeWindow();
  return (
    <tr className="hover:bg-hover">
      <th scope="row" className={clsx(CELL, 'max-w-72 text-left font-normal max-md:max-w-36')}>
        {service === '' ? (
          <span className="text-fg-3">without a name</span>
        ) : (
          <Link href={link(`/services/${encodeURIComponent(service)}`)} className="flex min-w-0 hover:underline">
            <ServiceDot service={service} className="text-fg!" />
          </Link>
        )}
      </th>
      {now === undefined ? (
        <td colSpan={COLUMNS.length} className={clsx(CELL, 'text-center text-fg-3')}>
          no requests
        </td>
      ) : (
        COLUMNS.map((column) => <FigureCell key={column.figure} column={column} now={now} before={before} />)
      )}
      <td className={clsx(CELL, 'max-lg:hidden')}>
        <Sparkline values={trend} colour="var(--s1)" className="h-5 w-32" />
      </td>
      <td
        className={clsx(CELL, 'text-right text-fg-2 max-md:hidden')}
        title={lastAt === undefined ? undefined : formatInstant(millis(lastAt), zone, refreshedAt)}
      >
        {lastAt === undefined ? '–' : formatAgo(millis(lastAt), refreshedAt)}
      </td>
      <td className={clsx(CELL, 'max-w-48 truncate text-fg-2 max-lg:hidden')} title={versions.join(', ')}>
        {versions.length === 0 ? '–' : versions.join(', ')}
      </td>
    </tr>
  );
}

/** A figure, and what it was in the window before. */
function FigureCell({ column, now, before }: { column: Column; now: ServiceFigures; before: ServiceFigures | undefined }) {
  const { figure, unit, better, wide } = column;
  const [value, past] = [now[figure], before?.[figure]];
  const change = value === undefined || past === undefined ? undefined : changeOf(value, past, unit, better);
  const tone =
    figure !== 'errors' || value === undefined ? undefined : value >= ERROR ? 'text-error' : value >= WARN ? 'text-warn' : undefined;
  return (
    <td className={clsx(CELL, 'text-right', wide && 'max-md:hidden')}>
      {change && change.text !== '±0' && (
        <span
          title="Against the window before"
          className={clsx('mr-2 text-xs max-lg:hidden', change.good === undefined ? 'text-fg-3' : change.good ? 'text-ok' : 'text-error')}
        >
          {change.text}
        </span>
      )}
      {/* as wide as nearly all of them, so that the changes stand below each other */}
      <span className={clsx('inline-block lg:min-w-13', tone)}>{formatUnit(value, unit)}</span>
    </td>
  );
}
