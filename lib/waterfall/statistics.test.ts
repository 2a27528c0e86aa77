import { describe, expect, it } from 'vitest';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { GROUPINGS, statisticsOf, type Grouping } from '@/lib/waterfall/statistics';
import { buildTree } from '@/lib/waterfall/tree';

const OPEN_END = 100;

function statistics(spans: readonly SampleSpan[], by: Grouping) {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  return statisticsOf({ columns, tree }, selfTimes(columns, tree, OPEN_END), OPEN_END, by);
}

/** buy works 40 itself: 100 less query 20, pay 30 and query 10. pay works 25 itself. */
const SPANS: SampleSpan[] = [
  { id: '1', name: 'buy', duration: 100 },
  { id: '2', parent: '1', name: 'query', start: 10, duration: 20, service: 'db' },
  { id: '3', parent: '1', name: 'pay', start: 40, duration: 30, status: 'Error' },
  { id: '4', parent: '3', name: 'query', start: 45, duration: 5, service: 'db' },
  { id: '5', parent: '1', name: 'query', start: 80, duration: 10, service: 'db', status: 'Error' },
];

describe('statistics', () => {
  it('adds up by service and name', () => {
    expect(statistics(SPANS, 'service and name')).toEqual([
      { ...{ service: 'api', name: 'buy', count: 1, errors: 0, total: 100, self: 40 }, ...all(100), share: 0.4, first: 0 },
      {
        service: 'db',
        name: 'query',
        count: 3,
        errors: 1,
        total: 35,
        self: 35,
        average: 35 / 3,
        p50: 10,
        p95: 20,
        max: 20,
        share: 0.35,
        first: 1,
      },
      { ...{ service: 'api', name: 'pay', count: 1, errors: 1, total: 30, self: 25 }, ...all(30), share: 0.25, first: 2 },
    ]);
  });

  it('adds up by service, by status and by kind', () => {
    const short = (by: Grouping) => statistics(SPANS, by).map((row) => [row.service, row.name, row.count, row.total, row.self, row.first]);
    expect(short('service')).toEqual([
      ['api', '', 2, 130, 65, 0],
      ['db', '', 3, 35, 35, 1],
    ]);
    expect(short('status')).toEqual([
      ['', 'Unset', 3, 125, 65, 0],
      ['', 'Error', 2, 40, 35, 2],
    ]);
    expect(short('kind')).toEqual([['', 'Internal', 5, 165, 100, 0]]);
  });

  it('takes percentiles by nearest rank', () => {
    // of 1 … 20 the 10th is the median, the 19th the 95th percentile
    const spans = Array.from({ length: 20 }, (_, at) => ({ id: `s${at}`, name: 'step', duration: ((at * 7) % 20) + 1 }));
    const [row] = statistics(spans, 'name');
    expect([row?.p50, row?.p95, row?.max, row?.average]).toEqual([10, 19, 20, 10.5]);
  });

  it('counts an open span up to its end so far, and a missing parent not at all', () => {
    const spans: SampleSpan[] = [{ id: 'x', parent: 'lost', name: 'late', start: 30, duration: -1 }];
    expect(statistics(spans, 'service and name')).toEqual([
      { ...{ service: 'api', name: 'late', count: 1, errors: 0, total: 70, self: 70 }, ...all(70), share: 1, first: 1 },
    ]);
    expect(statistics([], 'service')).toEqual([]);
  });

  it.each([1, 2, 3, 4])('adds up to the whole trace, however it is grouped (%i)', (seed) => {
    const spans = randomSpans(200, seed);
    const columns = sampleColumns(spans);
    const tree = buildTree(columns);
    const self = selfTimes(columns, tree, OPEN_END);
    const durations = spans.map(({ start = 0, duration = 0 }) => (duration === -1 ? Math.max(0, OPEN_END - start) : duration));
    for (const by of GROUPINGS) {
      const rows = statisticsOf({ columns, tree }, self, OPEN_END, by);
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
      expect(sum((row) => row.count)).toBe(200);
      expect(sum((row) => row.errors)).toBe(spans.filter(({ status }) => status === 'Error').length);
      expect(sum((row) => row.total)).toBe(durations.reduce((total, duration) => total + duration, 0));
      expect(sum((row) => row.self)).toBeCloseTo(self.reduce((total, own) => total + own, 0));
      expect(sum((row) => row.share)).toBeCloseTo(1);
      expect(Math.max(...rows.map((row) => row.max))).toBe(Math.max(...durations));
    }
  });
});

function all(duration: number) {
  return { average: duration, p50: duration, p95: duration, max: duration };
}
