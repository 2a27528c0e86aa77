'use client';

import { ListTree, TerminalSquare } from 'lucide-react';
import Link from 'next/link';
import { labelText } from '@/lib/charts/names';
import { fieldFromName } from '@/lib/query/field-name';
import { recordPath } from '@/lib/alerts/record-link';
import { millis, type Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatInstant, formatRange, type Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import type { AlertRule } from '@/lib/model/alert';
import type { Change } from '@/lib/model/alert-state';
import { Fact, Facts } from '@/components/alerts/deliveries/facts';
import { StateMark } from '@/components/alerts/overview/state-mark';
import { changeValue, stateTone, stateWord, whyText } from '@/components/alerts/rule/change-text';
import { Button } from '@/components/ui/button';
import { CopyBox } from '@/components/ui/copy-box';

/** All of one change: what was judged, why it changed, the query that ran, and the way to the records of that window. */
export function ChangeDetails({ rule, change, zone, now }: { rule: AlertRule; change: Change; zone: Zone; now: Millis }) {
  const link = useLink();
  const { labels, at, from, fromSeverity, to, severity, value, executed, took } = change;
  const window = { from: millis(at - rule.over), to: at };
  const records = recordPath(rule, labels, value, window);
  const why = whyText(rule, change);
  return (
    <div className="grid gap-3 overflow-y-auto px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-2 pr-16">
        <span className="text-fg-3">{stateWord(from, fromSeverity)} →</span>
        <StateMark word={stateWord(to, severity)} tone={stateTone(to, severity)} />
      </p>
      <Facts>
        {Object.entries(labels).map(([name, label]) => (
          <Fact key={name} name={name}>
            {labelText(label, fieldFromName(name))}
          </Fact>
        ))}
        <Fact name="Value">{changeValue(rule, change) || 'none'}</Fact>
        {why !== '' && <Fact name="Why">{why}</Fact>}
        <Fact name="Window">{formatRange(window.from, window.to, zone)}</Fact>
        <Fact name="Changed">{formatInstant(at, zone, now)}</Fact>
        <Fact name="Query took">{formatUnit(took, 'milliseconds')}</Fact>
      </Facts>
      <div className="flex flex-wrap gap-2">
        {records !== undefined && (
          <Button asChild>
            <Link href={records}>
              <ListTree size={13} aria-hidden />
              See its records
            </Link>
          </Button>
        )}
        {executed !== '' && (
          <Button asChild>
            <Link href={link('/sql', { q: executed, from: String(window.from), to: String(window.to) })}>
              <TerminalSquare size={13} aria-hidden />
              Open in SQL
            </Link>
          </Button>
        )}
      </div>
      {executed !== '' && (
        <details className="min-w-0" open>
          <summary className="w-max text-fg-3 hover:text-fg">Query that ran</summary>
          <div className="mt-1">
            <CopyBox text={executed} label="Query that ran" copy="Copy query" className="max-h-80" />
          </div>
        </details>
      )}
    </div>
  );
}
