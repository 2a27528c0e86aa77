'use client';

import { clsx } from 'clsx';
import { groupText } from '@/lib/alerts/group-text';
import { valueText } from '@/lib/alerts/bound-text';
import { recordPath } from '@/lib/alerts/record-link';
import { millis, type Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatInstant, type Zone } from '@/lib/client/format-time';
import type { AlertRule } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';
import type { AlertLabels } from '@/lib/model/alert-state';
import { GroupRow, GroupTable } from '@/components/alerts/editor/group-table';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';

/** Rows shown: the newest ones. */
const MOST = 50;

/** Every time that the rule would have fired, the newest first; each leads to the records behind it. */
export function FiringsTable({
  rule,
  firings,
  failed,
  colourOf,
  to,
  zone,
  now,
  old,
}: {
  rule: AlertRule;
  /** Undefined while they are not known. */
  firings: readonly Firing[] | undefined;
  /** They will not be known: the question failed, or cannot be asked. */
  failed: boolean;
  colourOf: (labels: AlertLabels) => string | undefined;
  /** The end of what was judged: what still fires there goes on. */
  to: Millis;
  zone: Zone;
  now: Millis;
  old: boolean;
}) {
  const shown = (firings ?? []).toReversed().slice(0, MOST);
  const count = firings?.length ?? 0;
  const linked = rule.ask.kind !== 'sql';
  return (
    <Panel
      title="Firings it would have caused"
      note={count > MOST ? `the newest ${MOST} of ${count}` : linked && count > 0 ? 'each leads to its records' : undefined}
      bodyClassName={clsx('transition-opacity duration-100', old && 'opacity-50')}
      className="shrink-0"
    >
      {failed ? (
        <p className="py-1 text-sm text-fg-3">Not known: there is no answer to judge.</p>
      ) : !firings ? (
        <Skeleton className="h-14 w-full" />
      ) : shown.length === 0 ? (
        <p className="py-1 text-sm text-fg-3">None in this time.</p>
      ) : (
        // on a phone the worst value's colour says the severity, and the group keeps its name
        <div className="max-md:[&_tr>:last-child]:hidden">
          <GroupTable label="Firings it would have caused" headings={['Began', 'Lasted', 'Worst', 'Severity']}>
            {shown.map((firing) => {
              const { labels, from, worst, severity } = firing;
              const until = firing.to ?? to;
              const path = recordPath(rule, labels, worst, { from: millis(from - rule.over), to: until });
              const tone = severity === 'warn' ? 'text-warn' : 'text-error';
              return (
                <GroupRow key={`${groupText(labels)} ${from}`} labels={labels} colour={colourOf(labels)} path={path}>
                  <td className="text-fg-2">{formatInstant(from, zone, now).replace(/:00$/, '')}</td>
                  <td>
                    {firing.to === undefined && <span className="text-fg-3 md:hidden">≥ </span>}
                    {formatUnit(until - from, 'milliseconds')}
                    {firing.to === undefined && <span className="text-fg-3 max-md:hidden"> so far</span>}
                  </td>
                  <td className={tone}>{worst === null ? '–' : valueText(rule, worst)}</td>
                  <td className={tone}>{severity}</td>
                </GroupRow>
              );
            })}
          </GroupTable>
        </div>
      )}
    </Panel>
  );
}
