/** What the chart of a metric's page asks. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { partFor, type Parts } from '@/components/views/filled';
import { SECOND, type TimeRange } from '@/lib/base/time';
import { runQuery } from '@/lib/client/query-batch';
import type { Role } from '@/lib/dashboards/ask';
import type { Panel } from '@/lib/model/dashboard';
import type { Frame, Query, Spec } from '@/lib/model/query';
import { alignRange, chooseStep } from '@/lib/query/frame';

/** Steps across lines, and across bars and cells, which need more room. */
const LINE_POINTS = 160;
const COARSE_POINTS = 80;

/** The window in whole steps, few enough for `points` of them. */
export function frameOf(range: TimeRange, points = LINE_POINTS): Frame {
  const step = chooseStep(range, points);
  return { range: alignRange(range, step), step };
}

/** The questions that fill `view`: a single figure is of the whole window, and is also asked for step by step. */
function questions(spec: Spec, view: Panel['view'], range: TimeRange): (readonly [Role, Query])[] {
  const frame = frameOf(range, view.kind === 'timeseries' && view.mark !== 'bar' ? LINE_POINTS : COARSE_POINTS);
  if (view.kind !== 'stat' || spec.kind !== 'series') return [['main', { spec, frame }]];
  return [
    ['main', { spec: { ...spec, kind: 'table', orderBy: 0 }, frame }],
    ['trend', { spec, frame }],
  ];
}

export interface MetricAnswer {
  /** What was asked; while a new question is under way this is the one before, with its answers. */
  readonly panel: Panel;
  readonly parts: Parts;
}

/** The answers that draw `panel`, which asks one spec. */
export function metricOptions(panel: Panel, spec: Spec, range: TimeRange) {
  const asked = questions(spec, panel.view, range);
  return queryOptions({
    queryKey: ['answer', 'metric', panel, asked],
    queryFn: async ({ signal }): Promise<MetricAnswer> => {
      const parts = await Promise.all(
        asked.map(async ([role, query]) => {
          const answer = await runQuery(query, signal);
          return [role, partFor({ query, answer }, role, panel.view, undefined)] as const;
        }),
      );
      return { panel, parts: new Map(parts) };
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60 * SECOND,
  });
}
