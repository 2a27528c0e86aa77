'use client';

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { FigureTable, sortedBy, type FigureColumn } from '@/components/traces/figure-table';
import { useShownTrace } from '@/components/traces/shown-trace';
import { useViewName } from '@/components/traces/use-view-name';
import { Select } from '@/components/ui/select';
import { ServiceDot } from '@/components/ui/service-dot';
import { counted, formatDuration, formatInteger, formatUnit } from '@/lib/base/units';
import { GROUPINGS, statisticsOf, type GroupFigures, type Grouping } from '@/lib/waterfall/statistics';

const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  'service and name': 'service and name',
  service: 'service',
  name: 'name',
  kind: 'kind',
  status: 'status',
};

/** How the statistics are grouped and sorted, kept in the address. */
function useStatisticsState() {
  const [by, setBy] = useQueryState('by', parseAsStringLiteral(GROUPINGS).withDefault('service and name'));
  const [sort, setSort] = useQueryState('sort', parseAsString.withDefault('self'));
  const [ascending, setAscending] = useQueryState('up', parseAsBoolean.withDefault(false));
  const sortBy = (column: string) => {
    // figures begin with the largest, names with A
    void setAscending(column === sort ? !ascending : column === 'group');
    void setSort(column);
  };
  return { by, setBy, sort, ascending, sortBy };
}

/** What the spans add up to, by service, name, kind or status. */
export function StatisticsTab() {
  const { trace, self, extent, setSearch, goTo } = useShownTrace();
  const [, open] = useViewName();
  const { by, setBy, sort, ascending, sortBy } = useStatisticsState();
  const groups = useMemo(() => statisticsOf(trace, self, extent.openEnd, by), [trace, self, extent.openEnd, by]);
  const find = (row: GroupFigures) => {
    setSearch(by === 'service' ? row.service : by === 'kind' || by === 'status' ? '' : row.name);
    goTo(row.first);
    open('waterfall');
  };
  const columns = columnsFor(by, find);
  const rows = sortedBy(
    groups,
    columns.find(({ id }) => id === sort),
    ascending,
  );
  return (
    <section aria-label="Statistics" className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-fg-3 max-md:px-3">
        <Select
          label="By"
          showLabel
          value={by}
          onChange={(next) => void setBy(next)}
          options={GROUPINGS.map((value) => ({ value, label: GROUPING_NAMES[value] }))}
        />
        <span>{counted(groups.length, 'group')}</span>
        {extent.open !== 'none' && <span>Open spans count up to {extent.open === 'running' ? 'now' : 'the last that was heard'}.</span>}
      </div>
      <FigureTable
        label="Statistics of the trace"
        {...{ rows, columns, sort, ascending }}
        onSort={sortBy}
        keyOf={(row) => JSON.stringify([row.service, row.name])}
      />
    </section>
  );
}

const FIGURES: readonly FigureColumn<GroupFigures>[] = [
  { id: 'count', title: 'Spans', width: '64px', value: (row) => row.count, cell: (row) => formatInteger(row.count) },
  {
    ...{ id: 'errors', title: 'Errors', width: '56px' },
    value: (row) => row.errors,
    cell: (row) => <span className={row.errors > 0 ? 'text-error' : 'text-fg-3'}>{formatInteger(row.errors)}</span>,
  },
  duration('total', 'Total', 'Durations added up, of spans inside and beside each other too', (row) => row.total),
  duration('self', 'Self', 'Time in which none of their children ran', (row) => row.self, false),
  duration('average', 'Average', 'Total by count', (row) => row.average),
  duration('p50', 'p50', 'Half of the spans took no longer', (row) => row.p50),
  duration('p95', 'p95', '95 % of the spans took no longer', (row) => row.p95),
  duration('max', 'Max', 'The longest', (row) => row.max),
  {
    ...{ id: 'share', title: 'Share', hint: 'Of all self time in the trace: the shares add up to 100 %', width: '112px', wide: true },
    value: (row) => row.share,
    cell: ({ share }) => <Share share={share} />,
  },
];

function duration(id: string, title: string, hint: string, value: (row: GroupFigures) => number, wide = true): FigureColumn<GroupFigures> {
  return { id, title, hint, width: '72px', wide, value, cell: (row) => formatDuration(value(row)) };
}

function columnsFor(by: Grouping, find: (row: GroupFigures) => void): readonly FigureColumn<GroupFigures>[] {
  const text = ({ service, name }: GroupFigures) => (by === 'service' ? service : by === 'service and name' ? `${name} ${service}` : name);
  const group: FigureColumn<GroupFigures> = {
    ...{ id: 'group', title: by === 'service' ? 'Service' : by === 'kind' ? 'Kind' : by === 'status' ? 'Status' : 'Name' },
    width: 'minmax(0,1fr)',
    value: text,
    cell: (row) => (
      <button
        type="button"
        title="Find in the waterfall"
        onClick={() => find(row)}
        className="flex w-full min-w-0 items-center gap-2 text-left hover:underline"
      >
        {by === 'service and name' && <ServiceDot service={row.service} bare />}
        {by === 'service' ? <ServiceDot service={row.service} /> : <span className="truncate">{row.name || '(no name)'}</span>}
        {by === 'service and name' && <span className="truncate text-xs text-fg-3 max-md:hidden">{row.service}</span>}
      </button>
    ),
  };
  return [group, ...FIGURES];
}

function Share({ share }: { share: number }) {
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-12 rounded-[2px] bg-raised">
        <span className="block h-full rounded-[2px] bg-fg-3" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="w-12">{formatUnit(share, 'ratio')}</span>
    </span>
  );
}
