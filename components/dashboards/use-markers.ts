'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TimeRange } from '@/lib/base/time';
import { gridOf } from '@/lib/charts/grid';
import { versionMarkers, type Marker } from '@/lib/charts/markers';
import { answerOptions } from '@/lib/client/queries';
import type { Choices } from '@/lib/model/dashboard';

import type { SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { bind } from '@/lib/query/bind';
import { alignRange, chooseStep } from '@/lib/query/frame';

/** Entry spans by service and version: enough to see a new version come. */
const VERSIONS: SeriesSpec = {
  kind: 'series',
  source: { signal: 'spans' },
  where: {
    op: 'and',
    of: [
      { op: 'eq', field: record('entry'), value: true },
      { op: 'exists', field: record('serviceVersion') },
      { op: 'in', field: record('environment'), values: [{ variable: 'environment' }] },
      { op: 'in', field: record('service'), values: [{ variable: 'service' }] },
    ],
  },
  measures: [{ fn: 'count' }],
  by: [record('service'), record('serviceVersion')],
  limit: 100,
};
const POINTS = 120;

/** When new versions of the chosen services were first seen in `range`. None while unknown: the lines are an extra. */
export function useMarkers(choices: Choices, range: TimeRange): readonly Marker[] {
  const query = useMemo(() => {
    const step = chooseStep(range, POINTS);
    return bind(VERSIONS, choices, { range: alignRange(range, step), step });
  }, [choices, range]);
  const { data } = useQuery(answerOptions(query));
  return useMemo(() => (data?.kind === 'series' ? versionMarkers(data.series, gridOf(query.frame)) : []), [data, query.frame]);
}
