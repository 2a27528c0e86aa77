import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLookUp } from '@/lib/backends/clickhouse/metrics-kind';
import { MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { frame } from '@/lib/backends/clickhouse/run.testing';

const layout: Layout = { tables: new Map([['otel_metrics_gauge', new Map([['MetricName', 'String']])]]) };
const gauge = ['gauge', '5', '0', '0'];
const exponential = ['exponentialHistogram', '5', '0', '3'];

describe('createLookUp', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  // Each row: what the tables say, and for which frames (s) and after which pauses (ms) it is asked; how often that reaches the engine.
  it.each<[string, unknown[][], [from: number, to: number, pause: number][], number]>([
    ['the same window', [gauge], [[0, 600, 0], [0, 600, 0], [60, 660, 0]], 1],
    ['another hour', [gauge], [[0, 600, 0], [7_200, 7_800, 0]], 2],
    ['much later', [gauge], [[0, 600, 0], [0, 600, 14_000], [0, 600, 2_000]], 2],
    ['a metric that is not there yet', [], [[0, 600, 0], [0, 600, 0]], 2],
    ['an exponential histogram, whose scale may change', [exponential], [[0, 600, 0], [0, 600, 0]], 2],
  ])('%s', async (_, rows, asked, expected) => {
    const ask = vi.fn(() => Promise.resolve(rows));
    const lookUp = createLookUp(layout, new MetricNames(layout));
    for (const [from, to, pause] of asked) {
      vi.advanceTimersByTime(pause);
      expect((await lookUp('m', frame(from, to), ask))?.behaviour).toBe(rows[0]?.[0]);
    }
    expect(ask).toHaveBeenCalledTimes(expected);
  }); // prettier-ignore

  it('keeps metrics apart', async () => {
    const ask = vi.fn(() => Promise.resolve([gauge]));
    const lookUp = createLookUp(layout, new MetricNames(layout));
    await lookUp('one', frame(0, 600), ask);
    await lookUp('other', frame(0, 600), ask);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
