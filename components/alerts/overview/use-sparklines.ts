'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { HOUR, millis, MINUTE, type Millis } from '@/lib/base/time';
import { dense, gridOf } from '@/lib/charts/grid';
import type { Values } from '@/lib/charts/top';
import { answerOptions } from '@/lib/client/queries';
import { OWN_METRICS } from '@/lib/model/own-metrics';
import type { Query } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

/** How far back the small lines go, and how fine. */
const LENGTH = millis(3 * HOUR);
const STEP = millis(3 * MINUTE);

/** Most rules that a line is drawn for. */
const MOST = 1_000;

export interface Spark {
  readonly highest: Values;
  readonly lowest: Values;
}

/** The highest and the lowest of each rule's recent values, out of the metric that Hearth writes about its own rules. */
function sparkQuery(now: Millis): Query {
  const to = millis(Math.ceil(now / STEP) * STEP);
  return {
    spec: {
      kind: 'series',
      source: { signal: 'metrics', metric: OWN_METRICS.alertValue },
      measures: [
        { fn: 'max', of: record('value') },
        { fn: 'min', of: record('value') },
      ],
      by: [attribute('alert.id')],
      limit: MOST,
    },
    frame: { range: { from: millis(to - LENGTH), to }, step: STEP },
  };
}

/** How each rule's values went over the last three hours, by rule id: one question for all rows. */
export function useSparklines(now: Millis): { readonly sparks: ReadonlyMap<string, Spark>; readonly error: Error | null } {
  const step = Math.floor(now / STEP);
  // the same question until the next step begins
  const query = useMemo(() => sparkQuery(millis(step * STEP + 1)), [step]);
  const { data, error } = useQuery({ ...answerOptions(query), refetchInterval: MINUTE });
  const sparks = useMemo(() => {
    const found = new Map<string, { highest: Values; lowest: Values }>();
    if (data?.kind !== 'series') return found;
    const grid = gridOf(query.frame);
    for (const { labels, measure, points } of data.series) {
      const id = labels[0] ?? '';
      const values = dense(points, grid);
      const known = found.get(id) ?? { highest: [], lowest: [] };
      found.set(id, measure === 0 ? { ...known, highest: values } : { ...known, lowest: values });
    }
    return found;
  }, [data, query]);
  return { sparks, error };
}
