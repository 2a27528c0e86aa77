'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import { boundText, valueText } from '@/lib/alerts/bound-text';
import { groupText } from '@/lib/alerts/group-text';
import { watchText } from '@/lib/alerts/watch-text';
import type { Millis } from '@/lib/base/time';
import type { Values } from '@/lib/charts/top';
import { formatInstant, type Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import type { AlertSummary } from '@/lib/model/alert-api';
import { AgoText, RunTimes } from '@/components/alerts/overview/run-times';
import { RuleMenu } from '@/components/alerts/overview/rule-menu';
import { StateMark } from '@/components/alerts/overview/state-mark';
import { CONDITIONS } from '@/components/alerts/overview/tiles';
import type { RuleActions } from '@/components/alerts/overview/use-rule-actions';
import { Sparkline } from '@/components/charts/sparkline';
import { Pill } from '@/components/ui/pill';

const CELL = 'h-8 py-0 pr-3 whitespace-nowrap';

export interface RuleRowProps {
  readonly listing: AlertSummary;
  /** Of its line in the list, which may be drawn without those before. */
  readonly index: number;
  readonly measure: (row: HTMLTableRowElement | null) => void;
  readonly chosen: boolean;
  readonly spark: Values | undefined;
  /** Names of the channels that it tells, '' for none; undefined while they are not known. */
  readonly channels: string | undefined;
  readonly zone: Zone;
  readonly actions: RuleActions;
  readonly onChoose: (id: string) => void;
  readonly onSilence: (id: string) => void;
  readonly onDuplicate: (listing: AlertSummary) => void;
}

/** One rule of the list. */
export const RuleRow = memo(function RuleRow(props: RuleRowProps) {
  const { listing, index, measure, chosen, spark, channels, zone, actions, onChoose, onSilence, onDuplicate } = props;
  const { rule, condition, flapping, groups, since } = listing;
  const { word, tone } = CONDITIONS[condition];
  const link = useLink();
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx('border-b border-line/60 text-sm focus-within:bg-hover hover:bg-hover', chosen && 'bg-ember-soft')}
    >
      <td className="py-0 pl-4 max-md:pl-2">
        <input
          type="checkbox"
          aria-label={`Choose ${rule.title}`}
          checked={chosen}
          onChange={() => onChoose(rule.id)}
          className="block size-3.5 accent-(--ember)"
        />
      </td>
      <td className={clsx(CELL, 'max-md:hidden')}>
        <StateMark word={word} tone={tone} />
      </td>
      <th scope="row" className="h-8 py-1 pr-3 text-left font-normal">
        <div className="flex min-w-0 items-baseline gap-2.5 max-md:block">
          <Link
            href={link(`/alerts/${rule.id}`)}
            data-rule={rule.id}
            className="max-w-full shrink-0 truncate text-base font-medium text-fg hover:text-ember max-md:block"
          >
            {rule.title}
          </Link>
          {flapping && (
            <Pill tone="warn" className="max-md:hidden">
              flapping
            </Pill>
          )}
          <span className="min-w-0 truncate text-fg-3 max-md:hidden" title={watchText(rule)}>
            {watchText(rule)}
          </span>
          <span className="flex gap-2 text-xs md:hidden">
            <StateMark word={flapping ? `${word}, flapping` : word} tone={tone} />
            {groups && (
              <span className="text-fg-3">
                {groups.firing} of {groups.of}
              </span>
            )}
            {since !== undefined && (
              <span className="text-fg-3">
                since <AgoText at={since} bare />
              </span>
            )}
          </span>
        </div>
      </th>
      <td className={clsx(CELL, 'truncate text-right')}>
        <WorstValue listing={listing} />
      </td>
      <td className={clsx(CELL, 'text-right text-fg-2 max-md:hidden')}>
        {groups ? (
          <span title={`${groups.firing} of ${groups.of} groups fire`}>
            <span className={clsx(groups.firing > 0 && 'text-fg')}>{groups.firing}</span>
            <span className="text-fg-3"> of {groups.of}</span>
          </span>
        ) : (
          <span className="text-fg-3">–</span>
        )}
      </td>
      <td className={clsx(CELL, 'max-lg:hidden')}>
        {spark && (
          <Sparkline
            values={spark}
            colour={tone === 'error' ? 'var(--error)' : tone === 'warn' ? 'var(--warn)' : 'var(--s1)'}
            className="h-[18px] w-21"
          />
        )}
      </td>
      <td className={clsx(CELL, 'truncate text-fg-2 max-xl:hidden')} title={channels}>
        {channels === '' ? <span className="text-fg-3">nobody</span> : channels}
      </td>
      <td className={clsx(CELL, 'text-right text-fg-3 max-lg:hidden')}>
        <RunTimes listing={listing} />
      </td>
      <td className={clsx(CELL, 'text-right text-fg-2 max-md:hidden')}>
        {since === undefined ? <span className="text-fg-3">–</span> : <SinceText since={since} zone={zone} />}
      </td>
      <td className="py-0 pr-3 text-right max-md:pr-1">
        <RuleMenu listing={listing} actions={actions} onSilence={() => onSilence(rule.id)} onDuplicate={() => onDuplicate(listing)} />
      </td>
    </tr>
  );
});

function SinceText({ since, zone }: { since: Millis; zone: Zone }) {
  return (
    <span title={`Since ${formatInstant(since, zone, since)}`}>
      <AgoText at={since} bare />
    </span>
  );
}

/** The furthest value now, and the bound that it is held against. */
function WorstValue({ listing }: { listing: AlertSummary }) {
  const { rule, worst } = listing;
  if (!worst) return <span className="text-fg-3">–</span>;
  const { value, labels, beyond, against } = worst;
  const group = groupText(labels);
  const bound = against ? boundText(rule, against) : '';
  return (
    <span title={group === '' ? undefined : `the worst is ${group}`}>
      <span className={clsx(beyond === 'critical' ? 'text-error' : beyond === 'warn' ? 'text-warn' : 'text-fg')}>
        {valueText(rule, value)}
      </span>
      {bound !== '' && <span className="ml-1.5 text-xs text-fg-3 max-md:block max-md:ml-0">{bound}</span>}
    </span>
  );
}
