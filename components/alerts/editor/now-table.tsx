'use client';

import { valueText } from '@/lib/alerts/bound-text';
import { worstFirst } from '@/lib/alerts/cap';
import { groupText } from '@/lib/alerts/group-text';
import { judgedRange, recordPath } from '@/lib/alerts/record-link';
import { SECOND } from '@/lib/base/time';
import { formatAgo } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import type { AlertListing } from '@/lib/model/alert-api';
import type { AlertLabels } from '@/lib/model/alert-state';
import { GroupRow, GroupTable } from '@/components/alerts/editor/group-table';
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
        <GroupTable label="Now" headings={['Value', 'State', 'Since']}>
          {shown.map((group) => {
            const { labels, value, severity, since } = group;
            const path = recordPath(rule, labels, value, judgedRange(rule, group, state?.evaluatedTo ?? since));
            return (
              <GroupRow key={groupText(labels)} labels={labels} colour={colourOf(labels)} path={path}>
                <td>{value === null ? '–' : valueText(rule, value)}</td>
                <td>
                  <StateMark word={stateWord(group.state, severity)} tone={stateTone(group.state, severity)} />
                </td>
                <td className="text-fg-2">{formatAgo(since, now).replace(/ ago$/, '')}</td>
              </GroupRow>
            );
          })}
        </GroupTable>
      )}
      {more > 0 && <p className="pt-1 text-xs text-fg-3">and {more} more</p>}
    </Panel>
  );
}
