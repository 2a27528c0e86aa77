/** Small charts to test with: four steps of 10 ms. */
import { millis, type Millis } from '@/lib/base/time';
import { prepareTimeseries, type TimeseriesAnswer, type TimeseriesView } from '@/lib/charts/timeseries';
import type { Series } from '@/lib/model/answer';
import type { SeriesSpec } from '@/lib/model/query';

const frame = { range: { from: millis(0), to: millis(40) }, step: millis(10) };
/** When every step of the frame is over. */
export const later = millis(50);
export const series = (labels: string[], points: [number, number][], measure = 0): Series => ({
  measure,
  labels,
  points: points.map(([at, value]) => [millis(at), value] as const),
});
export const spec = (over: Partial<SeriesSpec>): SeriesSpec => ({
  kind: 'series',
  source: { signal: 'spans' },
  measures: [{ fn: 'rate' }],
  by: [],
  limit: 10,
  ...over,
});
export const view = (over: Partial<TimeseriesView>): TimeseriesView => ({
  kind: 'timeseries',
  mark: 'area',
  stacked: false,
  scale: 'linear',
  names: [],
  unit: 'perSecond',
  thresholds: [],
  ...over,
});

export const chart = (
  answer: Series[],
  { by, measures }: SeriesSpec,
  how: TimeseriesView,
  now: Millis,
  more: Partial<TimeseriesAnswer> = {},
) => prepareTimeseries({ series: answer, by, measures, frame, ...more }, how, now);
