'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { groupText } from '@/lib/alerts/group-text';
import { valueText } from '@/lib/alerts/bound-text';
import { recordPath } from '@/lib/alerts/record-link';
import { millis, type Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatInstant, type Zone } from '@/lib/client/format-time';
import type { AlertRule } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';
import type { AlertLabels } from '@/lib/model/alert-state';
import { GroupDot } from '@/components/alerts/editor/group-dot';
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
        <div tabIndex={0} role="group" aria-label="Firings it would have caused, the rows" className="max-h-[310px] overflow-auto">
          <table className="w-full text-sm whitespace-nowrap tabular-nums" aria-label="Firings it would have caused">
            <thead className="sticky top-0 bg-panel">
              <tr className="h-7 border-b border-line text-left text-fg-3 [&>th]:font-medium">
                <th scope="col">Group</th>
                <th scope="col" className="pl-3 text-right max-md:pl-2">
                  Began
                </th>
                <th scope="col" className="pl-3 text-right max-md:pl-2">
                  Lasted
                </th>
                <th scope="col" className="pl-3 text-right max-md:pl-2">
                  Worst
                </th>
                <th scope="col" className="pl-3 text-right max-md:pl-2">
                  Severity
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((firing) => {
                const { labels, from, worst, severity } = firing;
                const until = firing.to ?? to;
                const path = recordPath(rule, labels, worst, { from: millis(from - rule.over), to: until });
                const group = <GroupDot labels={labels} colour={colourOf(labels)} />;
                const tone = severity === 'warn' ? 'text-warn' : 'text-error';
                return (
                  <tr key={`${groupText(labels)} ${from}`} className="h-7 border-b border-line last:border-0 hover:bg-hover">
                    <td className="max-w-60 truncate max-md:max-w-25">
                      {path === undefined ? (
                        group
                      ) : (
                        <Link href={path} className="hover:underline" title="Its records">
                          {group}
                        </Link>
                      )}
                    </td>
                    <td className="pl-3 text-right max-md:pl-2 text-fg-2">{formatInstant(from, zone, now).replace(/:00$/, '')}</td>
                    <td className="pl-3 text-right max-md:pl-2">
                      {formatUnit(until - from, 'milliseconds')}
                      {firing.to === undefined && <span className="text-fg-3"> so far</span>}
                    </td>
                    <td className={clsx('pl-3 text-right', tone)}>{worst === null ? '–' : valueText(rule, worst)}</td>
                    <td className={clsx('pl-3 text-right', tone)}>{severity}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
