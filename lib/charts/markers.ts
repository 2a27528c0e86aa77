/** When a new version of a service was first seen: lines on every chart of a page. */
import type { Millis } from '@/lib/base/time';
import { dense, stepStart, type Grid } from '@/lib/charts/grid';
import type { Series } from '@/lib/model/answer';

export interface Marker {
  readonly at: Millis;
  /** Who and which, e.g. "api 2025.12.4". */
  readonly text: string;
}

/** Steps at the start in which a version may merely not have had a request yet. */
const SETTLING = 2;

/**
 * The first step of each version of a service, from record counts by service and version. What was already there when the
 * window began is no news, nor is a service's first version.
 */
export function versionMarkers(series: readonly Series[], grid: Grid): Marker[] {
  const seen = series
    .filter(({ labels }) => (labels[1] ?? '') !== '')
    .map(({ labels, points }) => ({
      service: labels[0] ?? '',
      version: labels[1] ?? '',
      first: dense(points, grid).findIndex((count) => (count ?? 0) > 0),
    }))
    .filter(({ first }) => first >= 0);
  return seen
    .filter(({ service, first }) => first >= SETTLING && seen.some((other) => other.service === service && other.first < first))
    .map(({ service, version, first }) => ({ at: stepStart(grid, first), text: `${service} ${version}` }))
    .toSorted((a, b) => a.at - b.at);
}
