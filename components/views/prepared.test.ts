import { expect, it } from 'vitest';
import type { Asked } from '@/components/views/filled';
import { statOf } from '@/components/views/prepared';
import { millis } from '@/lib/base/time';
import type { Measure, SeriesSpec, Source } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const frame = { range: { from: millis(0), to: millis(40) }, step: millis(10) };
const count: Measure = { fn: 'count' };
const metric: Source = { signal: 'metrics', metric: 'm' };

/** The line of a statistic that has 2 in the second of four steps, and 1 in the last, by a time (ms). */
function line(source: Source, measure: Measure, now: number): readonly (number | null)[] {
  const spec: SeriesSpec = { kind: 'series', source, measures: [measure], by: [], limit: 1 };
  const points = [[millis(10), 2], [millis(30), 1]] as const; // prettier-ignore
  const trend: Asked = { query: { spec, frame }, answer: { kind: 'series', executed: '', partial: false, series: [{ measure: 0, labels: [], points }] } }; // prettier-ignore
  const parts = new Map([['trend' as const, { ...trend, frame, by: [], measures: [measure], names: [], factors: [] }]]);
  return statOf(parts, { kind: 'stat', unit: 'count', better: 'neither', thresholds: [] }, millis(now)).trend;
}

it.each<[string, Source, Measure, number, (number | null)[]]>([
  ['steps without records counted none', { signal: 'logs' }, count, 50, [0, 2, 0, 1]],
  ['the step that is not over is a gap', { signal: 'logs' }, count, 35, [0, 2, 0, null]],
  ['and so it is of different ones', { signal: 'spans' }, { fn: 'distinct', of: record('user') }, 35, [0, 2, 0, null]],
  ['of a metric that tells nothing nobody knows', metric, count, 50, [null, 2, null, 1]],
  ['what did not happen has no length', { signal: 'spans' }, { fn: 'max', of: record('duration') }, 50, [null, 2, null, 1]],
])('%s', (_, source, measure, now, expected) => {
  expect(line(source, measure, now)).toEqual(expected);
});
