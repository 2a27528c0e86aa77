'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { valueText } from '@/lib/alerts/bound-text';
import { worstFirst } from '@/lib/alerts/cap';
import { groupText } from '@/lib/alerts/group-text';
import { judgedRange, recordPath } from '@/lib/alerts/record-link';
import { SECOND } from '@/lib/base/time';
import { formatAgo } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import type { AlertListing } from '@/lib/model/alert-api';
import type { AlertLabels } from '@/lib/model/alert-state';
import { GroupDot } from '@/components/alerts/editor/group-dot';
import { StateMark } from '@/components/alerts/overview/state-mark';
import { stateTone, stateWord } from '@/components/alerts/rule/change-text';
import { Panel } from '@/components/ui/panel';

/** Rows shown: the worst ones. */
const MOST = 30;

/** How the groups of the saved rule are, as its last evaluation found them. */
export function NowTable({
  listing,
  dirty,
  colourOf,
}: {
  listing: AlertListing;
  dirty: boolean;
  colourOf: (labels: AlertLabels) => string | undefined;
}) {
  const now = useNow(true, SECOND);
  const { rule, state } = listing;
  const groups = (state?.instances ?? []).toSorted(worstFirst(rule));
  const shown = groups.slice(0, MOST);
  const more = groups.length - shown.length + (state?.moreGroups ?? 0);
  return (
    <Panel
      title="Now"
      note={
        rule.paused
          ? 'paused: not evaluated'
          : state
            ? `${dirty ? 'by the saved rule, ' : ''}evaluated ${formatAgo(state.ranAt, now)}`
            : 'not evaluated yet'
      }
      className="shrink-0"
    >
      {state?.error && (
        <p role="alert" className="mb-1 text-sm text-error">
          The query fails since {formatAgo(state.error.since, now)}: {state.error.message}
        </p>
      )}
      {shown.length === 0 ? (
        <p className="py-1 text-sm text-fg-3">{state ? 'No group has data.' : 'Its first evaluation is still to come.'}</p>
      ) : (
        <div tabIndex={0} role="group" aria-label="Now, the rows" className="max-h-[310px] overflow-auto">
          <table className="w-full text-sm whitespace-nowrap tabular-nums" aria-label="Now">
            <thead className="sticky top-0 bg-panel">
              <tr className="h-7 border-b border-line text-left text-fg-3 [&>th]:font-medium">
                <th scope="col">Group</th>
                <th scope="col" className="pl-3 text-right">
                  Value
                </th>
                <th scope="col" className="pl-3 text-right">
                  State
                </th>
                <th scope="col" className="pl-3 text-right">
                  Since
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((group) => {
                const { labels, value, severity, since } = group;
                const path = recordPath(rule, labels, value, judgedRange(rule, group, state?.evaluatedTo ?? since));
                const name = <GroupDot labels={labels} colour={colourOf(labels)} />;
                return (
                  <tr key={groupText(labels)} className="h-7 border-b border-line last:border-0 hover:bg-hover">
                    <td className="max-w-60 truncate">
                      {path === undefined ? (
                        name
                      ) : (
                        <Link href={path} className="hover:underline" title="Its records">
                          {name}
                        </Link>
                      )}
                    </td>
                    <td className="pl-3 text-right">{value === null ? '–' : valueText(rule, value)}</td>
                    <td className={clsx('pl-3 text-right')}>
                      <StateMark word={stateWord(group.state, severity)} tone={stateTone(group.state, severity)} />
                    </td>
                    <td className="pl-3 text-right text-fg-2">{formatAgo(since, now).replace(/ ago$/, '')}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && <p className="pt-1 text-xs text-fg-3">and {more} more</p>}
    </Panel>
  );
}
