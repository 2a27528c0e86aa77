'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useMemo } from 'react';
import { assert } from '@/lib/base/assert';
import { prepareFigures } from '@/lib/charts/figures';
import { fieldName } from '@/lib/query/field-name';
import type { View } from '@/lib/model/dashboard';
import { FigureBar } from '@/components/charts/figure-bar';
import { ServiceDot } from '@/components/ui/service-dot';
import type { Part } from '@/components/views/filled';
import { toneClass } from '@/components/views/tone-class';
import { useDoor } from '@/components/views/use-door';

type TableSettings = Extract<View, { kind: 'table' }>;

const HEAD = 'sticky top-0 z-10 h-6 border-b border-line bg-panel px-2 font-medium whitespace-nowrap text-fg-3 first:pl-0 last:pr-0';
const CELL = 'h-[27px] border-b border-line/60 px-2 whitespace-nowrap first:pl-0 last:pr-0';

/** Groups with their figures; each row leads to its records, each figure to those that it counts. */
export function TableView({ part, view, title }: { part: Part; view: TableSettings; title: string }) {
  const { query, answer } = part;
  const { spec } = query;
  assert(answer.kind === 'table' && spec.kind === 'table', 'a table panel asks for a table');
  const { hrefOf } = useDoor();
  const rows = useMemo(() => prepareFigures(answer.table, spec.by, view.columns), [answer.table, spec.by, view.columns]);
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {spec.by.map((field, index) => (
              <th key={index} scope="col" className={clsx(HEAD, 'text-left')}>
                {view.labels[index] ?? fieldName(field)}
              </th>
            ))}
            {view.columns.map(({ name, draw }) => (
              <th key={name} scope="col" className={clsx(HEAD, 'text-right', draw !== 'text' && 'min-w-40')}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ labels, texts, figures }) => (
            <tr key={JSON.stringify(labels)} className="hover:bg-hover">
              {texts.map((text, index) => {
                const field = spec.by[index];
                const service = field?.in === 'record' && field.name === 'service' && labels[index] !== '';
                const href = hrefOf(query, { labels });
                const shown = service ? <ServiceDot service={text} /> : text;
                return (
                  <td
                    key={index}
                    className={clsx(CELL, 'max-w-96 truncate max-md:max-w-40', labels[index] === '' && 'text-fg-3')}
                    title={text}
                  >
                    {index === 0 && href !== undefined ? (
                      <Link href={href} className="hover:underline">
                        {shown}
                      </Link>
                    ) : (
                      shown
                    )}
                  </td>
                );
              })}
              {figures.map(({ text, tone, fraction, value }, index) => {
                const href = value === undefined ? undefined : hrefOf(query, { labels, measure: index, value });
                const figure = <span className={toneClass(tone)}>{text}</span>;
                const linked =
                  href === undefined ? (
                    figure
                  ) : (
                    <Link href={href} tabIndex={-1} className="hover:underline">
                      {figure}
                    </Link>
                  );
                return (
                  <td key={index} className={clsx(CELL, 'text-right')}>
                    {fraction === undefined ? (
                      linked
                    ) : (
                      <span className="flex items-center gap-2">
                        <FigureBar fraction={fraction} align="end" />
                        <span className="w-12 shrink-0 text-fg-2">{linked}</span>
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
