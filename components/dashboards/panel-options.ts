/** A panel's answers as a resource: when they are asked for, how fine, and how they are kept. */
import { queryOptions } from '@tanstack/react-query';
import { SECOND, type TimeRange } from '@/lib/base/time';
import { worthRetrying } from '@/lib/client/query-client';
import { trendColumns, type Role } from '@/lib/dashboards/ask';
import { mapSpecs } from '@/lib/dashboards/ask-specs';
import { GRID_COLUMNS } from '@/lib/dashboards/grid';
import type { Choices, Panel } from '@/lib/model/dashboard';
import { bind } from '@/lib/query/bind';
import type { Compare } from '@/lib/query/compare';
import { alignRange, chooseStep } from '@/lib/query/frame';
import { askTogether } from '@/components/dashboards/ask-together';
import { fillPanel, type Filled, type FillRequest } from '@/components/dashboards/panel-fill';
import { PanelFault, partFor, type Part, type Parts } from '@/components/views/filled';

/**
 * Steps across a chart at most, per column of the grid that it takes: a point every five px or so. Two a pixel could be drawn, but
 * every step is more rows to group and to send, and a person sees no more.
 */
const POINTS_PER_COLUMN = 20;
/** Steps of bars and cells, which need room, and of the small line under a figure. */
const COARSE_POINTS = 60;

/** Steps that `panel` has room for; `full`: on the whole page. */
function pointsOf({ view, at }: Panel, full: boolean): number {
  if (view.kind !== 'timeseries' || view.mark === 'bar') return COARSE_POINTS;
  return Math.max(COARSE_POINTS, POINTS_PER_COLUMN * (full ? GRID_COLUMNS : Math.min(GRID_COLUMNS, at.w)));
}

/** What `panel` asks in `range` with the chosen values. Ranges are widened to whole steps, so that charts begin and end with whole ones. */
export function fillRequest(panel: Panel, choices: Choices, range: TimeRange, compare: Compare, full: boolean): FillRequest {
  const step = chooseStep(range, pointsOf(panel, full));
  const frame = { range: alignRange(range, step), step };
  const ask = mapSpecs(panel.ask, (spec) => bind(spec, choices, frame).spec);
  const { kind } = panel.view;
  // what is not compared is the same with every choice
  const compared = kind === 'timeseries' || kind === 'stat' ? compare : 'none';
  return { ask, view: kind, trends: trendColumns(panel.view), frame, compare: compared };
}

/** All of a panel's answers as one: it loads, fails and grows old as a whole. */
export function panelOptions(request: FillRequest) {
  return queryOptions<Filled>({
    queryKey: ['answer', 'panel', request],
    queryFn: ({ signal }): Promise<Filled> => fillPanel(request, (query) => askTogether(query, signal)),
    // what was asked for another view has another shape
    placeholderData: (previous) => (previous?.view === request.view ? previous : undefined),
    retry: (failures, error) => !(error instanceof PanelFault) && worthRetrying(failures, error),
    staleTime: Infinity,
    gcTime: 60 * SECOND,
  });
}

/** The answers by their role in the view. Throws PanelFault where an answer does not fit the view. */
export function panelParts({ asked, unit }: Filled, { view }: Panel): Parts {
  const roles: readonly Role[] = ['main', 'before', 'trend', 'whole'];
  return new Map(
    roles.flatMap((role): [Role, Part][] => {
      const one = asked[role];
      return one ? [[role, partFor(one, role, view, unit)]] : [];
    }),
  );
}
