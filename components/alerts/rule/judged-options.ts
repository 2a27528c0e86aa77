/** A rule's judged values over time as a resource. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { DAY, millis, MINUTE, type Millis, type TimeRange } from '@/lib/base/time';
import { write } from '@/lib/client/api';
import type { AlertRule } from '@/lib/model/alert';
import type { BackTest, BackTestAsk } from '@/lib/model/alert-api';
import type { Series } from '@/lib/model/answer';

/** As far as one back-test goes. */
const MOST_AT_ONCE = millis(14 * DAY);

/** `range` in equal parts, each short enough for one back-test. */
export function partsOf({ from, to }: TimeRange): TimeRange[] {
  const count = Math.max(1, Math.ceil((to - from) / MOST_AT_ONCE));
  const end = (index: number): Millis => millis(Math.round(from + ((to - from) * index) / count));
  return Array.from({ length: count }, (_, index) => ({ from: end(index), to: end(index + 1) }));
}

export type Judged = Pick<BackTest, 'names' | 'series' | 'groups' | 'step' | 'partial'>;

/** Answers for parts of a range that follow each other as one. Each may name other groups: those without a value there. */
export function joined(parts: readonly Judged[]): Judged {
  const groups = new Map<string, Series>();
  for (const { series } of parts) {
    for (const one of series) {
      const key = JSON.stringify(one.labels);
      groups.set(key, { ...one, points: [...(groups.get(key)?.points ?? []), ...one.points] });
    }
  }
  return {
    names: parts.find(({ names }) => names.length > 0)?.names ?? [],
    series: [...groups.values()],
    groups: Math.max(0, ...parts.map((part) => part.groups)),
    step: millis(Math.max(1, ...parts.map(({ step }) => step))),
    partial: parts.some(({ partial }) => partial),
  };
}

/** What the rule, as it asks now, finds in `range`; the answer before stays, as placeholder, until the new one is there. */
export function judgedOptions(rule: AlertRule, range: TimeRange) {
  return queryOptions({
    queryKey: ['answer', 'judged', rule, range],
    queryFn: async ({ signal }) => {
      const asks = partsOf(range).map(({ from, to }): BackTestAsk => ({ rule, from, to }));
      return joined(await Promise.all(asks.map((ask) => write<BackTest>('POST', '/api/alerts/back-test', ask, signal))));
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: MINUTE,
  });
}
