import { clsx } from 'clsx';
import { memo } from 'react';
import { groupText } from '@/lib/alerts/group-text';
import type { Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatInstant, type Zone } from '@/lib/client/format-time';
import type { AlertRule } from '@/lib/model/alert';
import type { Change } from '@/lib/model/alert-state';
import { StateMark } from '@/components/alerts/overview/state-mark';
import { changeValue, stateTone, stateWord, whyText } from '@/components/alerts/rule/change-text';
import { ListRow } from '@/components/alerts/rule/list-row';

/** One change of one group; a click opens all of it. */
export const ChangeRow = memo(function ChangeRow({
  rule,
  change,
  index,
  zone,
  now,
  active,
  selected,
  onOpen,
}: {
  rule: Pick<AlertRule, 'condition' | 'unit'>;
  change: Change;
  index: number;
  zone: Zone;
  now: Millis;
  /** The keyboard is here. */
  active: boolean;
  /** It is the one in the panel. */
  selected: boolean;
  onOpen: (change: Change) => void;
}) {
  const { labels, at, from, fromSeverity, to, severity, took } = change;
  const tone = stateTone(to, severity);
  return (
    <ListRow
      {...{ index, active, selected }}
      onOpen={() => onOpen(change)}
      className="grid-cols-[112px_minmax(80px,1fr)_190px_84px_minmax(0,2fr)_64px] max-md:grid-cols-[auto_minmax(0,1fr)_auto_auto]"
    >
      <time role="gridcell" dateTime={new Date(at).toISOString()} className="font-mono whitespace-nowrap text-fg-3">
        {formatInstant(at, zone, now)}
      </time>
      <span role="gridcell" className="truncate">
        {groupText(labels) || <span className="text-fg-3">all of it</span>}
      </span>
      <span role="gridcell" className="flex items-center gap-1.5 whitespace-nowrap">
        <span className="text-fg-3 max-md:sr-only">{stateWord(from, fromSeverity)} →</span>
        <StateMark word={stateWord(to, severity)} tone={tone} />
      </span>
      <span
        role="gridcell"
        className={clsx('text-right whitespace-nowrap', tone === 'error' ? 'text-error' : tone === 'warn' ? 'text-warn' : 'text-fg-2')}
      >
        {changeValue(rule, change) || <span className="text-fg-3">–</span>}
      </span>
      <span role="gridcell" className="truncate text-fg-3 max-md:hidden">
        {whyText(rule, change)}
      </span>
      <span role="gridcell" className="text-right whitespace-nowrap text-fg-3 max-md:hidden" title="How long its query took">
        {formatUnit(took, 'milliseconds')}
      </span>
    </ListRow>
  );
});
