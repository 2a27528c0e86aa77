/** What a back-test came to, in a line. */
import { levelsOf } from '@/lib/alerts/judge';
import { formatUnit } from '@/lib/base/units';
import { formatDuration } from '@/lib/base/units';
import type { AlertRule, Severity } from '@/lib/model/alert';
import type { BackTest, Firing } from '@/lib/model/alert-api';
import { showLength } from '@/components/alerts/editor/typed-length';

export interface HeadlinePart {
  readonly text: string;
  readonly tone?: Severity;
}

/** How long all of `firings` lasted; one that still fires until `to`. */
export function lengthOf(firings: readonly Firing[], to: number): number {
  return firings.reduce((sum, firing) => sum + Math.max(0, (firing.to ?? to) - firing.from), 0);
}

/** `would have fired 2×, 74 min in all · warned 3×`: critical firings, and those that never got beyond warn. */
export function firingsHeadline(
  rule: Pick<AlertRule, 'condition'>,
  { firings, groups }: Pick<BackTest, 'firings' | 'groups'>,
  to: number,
): HeadlinePart[] {
  if (levelsOf(rule.condition).length === 0) return [{ text: 'no threshold is set' }];
  const of = (severity: Severity) => firings.filter((firing) => firing.severity === severity);
  const [critical, warned] = [of('critical'), of('warn')];
  if (firings.length === 0) return [{ text: groups === 0 ? 'there is no data to judge' : 'would not have fired' }];
  const inAll = (some: readonly Firing[]) => `, ${formatUnit(lengthOf(some, to), 'milliseconds')}${some.length > 1 ? ' in all' : ''}`;
  if (critical.length === 0) {
    return [{ text: 'would have warned ' }, { text: `${warned.length}×`, tone: 'warn' }, { text: inAll(warned) }];
  }
  return [
    { text: 'would have fired ' },
    { text: `${critical.length}×`, tone: 'critical' },
    { text: inAll(critical) },
    ...(warned.length === 0 ? [] : [{ text: ' · warned ' }, { text: `${warned.length}×`, tone: 'warn' } as const]),
  ];
}

/** What else a reader must know: how far apart windows were judged, what was cut, how long it took. */
export function backTestNotes(rule: Pick<AlertRule, 'every'>, test: BackTest, drawn: number): string[] {
  return [
    ...(test.step > rule.every ? [`judged every ${showLength(test.step)}`] : []),
    ...(test.groups > drawn ? [`${drawn} of ${test.groups} groups drawn`] : []),
    ...(test.partial ? ['not all groups were read'] : []),
    formatDuration(test.took * 1e6),
  ];
}
