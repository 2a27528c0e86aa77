'use client';

import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { nextSorting, sortFigures, type Sorting } from '@/lib/charts/sort-figures';
import { useTimeWindow } from '@/lib/client/time-window';
import type { View } from '@/lib/model/dashboard';
import { FigureBar } from '@/components/charts/figure-bar';
import { Sparkline } from '@/components/charts/sparkline';
import { ServiceDot } from '@/components/ui/service-dot';
import { FigureText } from '@/components/views/figure-text';
import { askedFigure, type Part, type Parts } from '@/components/views/filled';
import { longColumn } from '@/components/views/long-column';
import { tableOf, trendsOf } from '@/components/views/prepared';
import { toneClass } from '@/components/views/tone-class';
import { useDoor } from '@/components/views/use-door';

type TableSettings = Extract<View, { kind: 'table' }>;

const HEAD = 'sticky top-0 z-10 h-6 border-b border-line bg-panel px-2 font-medium whitespace-nowrap text-fg-3 first:pl-0 last:pr-0';
const CELL = 'h-[27px] border-b border-line/60 px-2 whitespace-nowrap first:pl-0 last:pr-0';

/** Groups with their figures; each row leads to its records, each figure to those that it counts. A click on a heading sorts. */
export function TableView({
  parts,
  part,
  view,
  title,
  sorting,
  onSort,
}: {
  parts: Parts;
  part: Part;
  view: TableSettings;
  title: string;
  sorting: Sorting | undefined;
  onSort: ((sorting: Sorting | undefined) => void) | undefined;
}) {
  const { query, by } = part;
  const { hrefOf } = useDoor();
  const { refreshedAt } = useTimeWindow();
  const { headings, columns, rows } = useMemo(() => tableOf(part, view, refreshedAt), [part, view, refreshedAt]);
  const sorted = useMemo(() => sortFigures(rows, sorting), [rows, sorting]);
  const long = useMemo(() => longColumn(rows.map(({ texts }) => texts)), [rows]);
  const lineOf = useMemo(() => trendsOf(parts, refreshedAt), [parts, refreshedAt]);
  const trends = columns.flatMap(({ draw }, index) => (draw === 'trend' ? [index] : []));
  return (
    // room at the sides for the ring of the focus
    <div className="-mx-1 h-full overflow-auto px-1 focus-visible:-outline-offset-2" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {headings.map((name, index) => (
              <Heading
                key={index}
                name={name}
                of="label"
                index={index}
                sorting={sorting}
                onSort={onSort}
                className={clsx('text-left', index === long && 'w-full min-w-40')}
              />
            ))}
            {columns.map(({ name, draw }, index) => (
              <Heading
                key={index}
                name={name}
                of="figure"
                index={index}
                sorting={sorting}
                onSort={onSort}
                className={clsx('text-right', draw !== 'text' ? 'min-w-40' : long !== undefined && 'md:min-w-18')}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ index: place, labels, texts, figures }) => (
            <tr key={place} className="hover:bg-hover">
              {texts.map((text, index) => {
                const field = by[index];
                const service = field?.in === 'record' && field.name === 'service' && labels[index] !== '';
                const href = hrefOf(query, { labels });
                const shown = service ? <ServiceDot service={text} /> : text;
                return (
                  <td
                    key={index}
                    className={clsx(
                      CELL,
                      'truncate',
                      index === long
                        ? 'w-full max-w-0 min-w-40'
                        : long === undefined
                          ? 'max-w-96 max-md:max-w-40'
                          : 'max-w-64 max-md:max-w-40',
                      labels[index] === '' && 'text-fg-3',
                    )}
                    title={text}
                  >
                    {index === 0 && href !== undefined ? (
                      <Link prefetch={false} href={href} className="hover:underline">
                        {shown}
                      </Link>
                    ) : (
                      shown
                    )}
                  </td>
                );
              })}
              {figures.map(({ text, tone, fraction, value }, index) => {
                const { unit = 'none', draw } = columns[index] ?? {};
                const asked = askedFigure(part, index, value);
                const href = value === undefined ? undefined : hrefOf(query, { labels, measure: index, value: asked });
                const figure = (
                  <FigureText
                    value={value}
                    unit={draw === 'share' ? 'ratio' : draw === 'liveness' ? 'none' : unit}
                    text={text}
                    className={toneClass(tone)}
                  />
                );
                const linked =
                  href === undefined ? (
                    figure
                  ) : (
                    <Link prefetch={false} href={href} tabIndex={-1} className="hover:underline">
                      {figure}
                    </Link>
                  );
                const line = draw === 'trend' ? (lineOf(trends.indexOf(index), labels) ?? []) : undefined;
                return (
                  <td key={index} className={clsx(CELL, 'text-right')}>
                    {fraction === undefined && line === undefined ? (
                      linked
                    ) : (
                      <span className="flex items-center gap-2">
                        {line ? (
                          <Sparkline values={line} colour="var(--s1)" className="h-4 min-w-0 flex-1" />
                        ) : (
                          <FigureBar fraction={fraction ?? 0} align="end" />
                        )}
                        <span className="w-14 shrink-0 text-fg-2">{linked}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A column's heading, a button that sorts by it. */
function Heading({
  name,
  of,
  index,
  sorting,
  onSort,
  className,
}: {
  name: string;
  of: Sorting['of'];
  index: number;
  sorting: Sorting | undefined;
  onSort: ((sorting: Sorting | undefined) => void) | undefined;
  className: string;
}) {
  const mine = sorting?.of === of && sorting.index === index ? sorting : undefined;
  const Arrow = mine?.descending ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : 'none'} className={clsx(HEAD, className)}>
      <button
        type="button"
        disabled={!onSort}
        onClick={() => onSort?.(nextSorting(sorting, of, index))}
        className={clsx('inline-flex items-center gap-0.5 hover:text-fg', mine && 'text-fg')}
      >
        {name}
        {mine && <Arrow size={11} aria-hidden />}
      </button>
    </th>
  );
}
