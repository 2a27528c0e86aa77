'use client';

import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { boundUnit } from '@/lib/alerts/bound-text';
import { levelsOf } from '@/lib/alerts/judge';
import type { Millis } from '@/lib/base/time';
import type { AlertRule, Condition } from '@/lib/model/alert';
import {
  boundAt,
  conditionFaults,
  forOf,
  withBound,
  withFor,
  withKind,
  type BoundName,
  type Kind,
} from '@/components/alerts/editor/condition';
import { FigureEntry } from '@/components/alerts/editor/figure-entry';
import { LengthEntry } from '@/components/alerts/editor/length-entry';
import { Select } from '@/components/ui/select';

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'above', label: 'is above' },
  { value: 'below', label: 'is below' },
  { value: 'outside', label: 'is outside' },
  { value: 'change', label: 'changes by more than' },
];
const AGAINST = [
  { value: 'day', label: 'against yesterday' },
  { value: 'week', label: 'against last week' },
] as const;
const DIRECTIONS = [
  { value: 'either', label: 'up or down' },
  { value: 'up', label: 'up' },
  { value: 'down', label: 'down' },
] as const;

const NAMES: Readonly<Record<BoundName, { readonly text: string; readonly look: string }>> = {
  warn: { text: 'Warn', look: 'text-warn' },
  critical: { text: 'Critical', look: 'text-error' },
  recover: { text: 'Recover', look: 'text-ok' },
};

/** When a rule fires, and when that is over: each bound with how long it waits. */
export function ConditionEditor({ rule, onChange }: { rule: AlertRule; onChange: (change: Partial<AlertRule>) => void }) {
  const { condition, keepFiring } = rule;
  const faults = conditionFaults(condition);
  const set = (next: Condition) => onChange({ condition: next });
  const unset = levelsOf(condition).length === 0;
  return (
    <section aria-label="When it fires" className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-lg border border-line bg-page p-3">
      <div className="flex flex-wrap items-center gap-1.5 text-sm font-[550]">
        Fire when it
        <Select label="Fires when it" value={condition.is} onChange={(is) => set(withKind(condition, is))} options={KINDS} />
        {condition.is === 'change' && (
          <>
            <Select
              label="Against when"
              value={condition.against}
              onChange={(against) => set({ ...condition, against })}
              options={AGAINST}
            />
            <Select
              label="Which way"
              value={condition.direction}
              onChange={(direction) => set({ ...condition, direction })}
              options={DIRECTIONS}
            />
          </>
        )}
      </div>
      {(['warn', 'critical'] as const).map((name) => (
        <BoundRow key={name} name={name} fault={faults[name]}>
          <BoundEntry rule={rule} name={name} placeholder="not set" onChange={set} />
          <LengthEntry
            label={`${NAMES[name].text} after`}
            before="for"
            value={forOf(condition, name)}
            disabled={condition[name] === undefined}
            onChange={(length: Millis) => set(withFor(condition, name, length))}
          />
        </BoundRow>
      ))}
      <BoundRow name="recover" fault={faults.recover}>
        <BoundEntry rule={rule} name="recover" placeholder="once back" onChange={set} />
        <LengthEntry label="Recover after" before="for" value={keepFiring} onChange={(length) => onChange({ keepFiring: length })} />
      </BoundRow>
      {unset && <p className="text-xs text-warn">Set a threshold: without one it is watched but never fires.</p>}
    </section>
  );
}

function BoundRow({ name, fault, children }: { name: BoundName; fault: string | undefined; children: ReactNode }) {
  const { text, look } = NAMES[name];
  return (
    <div role="group" aria-label={text} className="grid grid-cols-[78px_minmax(0,1fr)_minmax(0,1fr)] items-start gap-2">
      <span className={clsx('flex h-7 items-center gap-1.5 text-sm', look)}>
        <span aria-hidden className="size-2 rounded-full bg-current" />
        {text}
      </span>
      {children}
      {fault !== undefined && <p className="col-span-3 text-xs text-error">{fault}</p>}
    </div>
  );
}

/** One bound: a figure, or both ends of a band. */
function BoundEntry({
  rule,
  name,
  placeholder,
  onChange,
}: {
  rule: AlertRule;
  name: BoundName;
  placeholder: string;
  onChange: (condition: Condition) => void;
}) {
  const { condition } = rule;
  const unit = boundUnit(rule);
  const bound = boundAt(condition, name);
  const text = NAMES[name].text;
  if (condition.is !== 'outside') {
    return (
      <FigureEntry
        label={text}
        value={typeof bound === 'number' ? bound : undefined}
        unit={unit}
        placeholder={placeholder}
        before={name === 'recover' && bound !== undefined ? (condition.is === 'below' ? 'above' : 'below') : undefined}
        onChange={(value) => onChange(withBound(condition, name, value))}
      />
    );
  }
  const band = typeof bound === 'object' ? bound : undefined;
  return (
    <div className="grid gap-1">
      <FigureEntry
        label={`${text}, lower end`}
        value={band?.low}
        unit={unit}
        placeholder={placeholder}
        refuse={(low) => (band && low >= band.high ? 'Below the upper end, please.' : undefined)}
        onChange={(low) =>
          onChange(withBound(condition, name, low === undefined ? undefined : { low, high: band?.high ?? low + beside(low) }))
        }
      />
      <FigureEntry
        label={`${text}, upper end`}
        value={band?.high}
        unit={unit}
        placeholder={placeholder}
        refuse={(high) => (band && high <= band.low ? 'Above the lower end, please.' : undefined)}
        onChange={(high) =>
          onChange(withBound(condition, name, high === undefined ? undefined : { low: band?.low ?? high - beside(high), high }))
        }
      />
    </div>
  );
}

/** One end alone is no band: how far away the other begins. */
function beside(value: number): number {
  return value === 0 ? 1 : Math.abs(value) / 2;
}
