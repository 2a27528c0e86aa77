'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import { EMPTY_RULE, MOST_ALTERNATIVES } from '@/lib/alerts/new-rule';
import { capabilitiesOptions } from '@/lib/client/capabilities';
import { metricsOptions } from '@/lib/client/metrics';
import { alternativesOf, specsOf, type AlertAlternative } from '@/lib/dashboards/ask-specs';
import { OPERATORS, withPair } from '@/lib/dashboards/edit-ask';
import { UNIT_NAMES } from '@/lib/dashboards/edit-scale';
import type { AlertAsk } from '@/lib/model/alert';
import type { MetricSummary } from '@/lib/model/metric';
import { askOf, FIRST_SQL, unitOfAlternative, withAlternative, withSpec } from '@/components/alerts/editor/edit-ask';
import { SpecFields } from '@/components/alerts/editor/spec-fields';
import { NativeEditor } from '@/components/editor/native-editor';
import { GroupFields } from '@/components/records/group-fields';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Labelled } from '@/components/ui/labelled';
import { Select } from '@/components/ui/select';

/** What a rule asks: put together from parts, or typed in SQL. */
export function AskEditor({
  ask,
  unit,
  range,
  onChange,
}: {
  ask: AlertAsk;
  /** That the rule's bounds are in. */
  unit: Unit;
  range: TimeRange;
  /** `unit`: that the figures come in now; absent where it stays. */
  onChange: (ask: AlertAsk, unit?: Unit) => void;
}) {
  // what was put together before SQL took its place, and the other way round
  const before = useRef<AlertAsk>(undefined);
  const choose = (kind: 'parts' | 'sql') => {
    if ((ask.kind === 'sql') === (kind === 'sql')) return;
    const other = before.current ?? (kind === 'sql' ? ({ kind: 'sql', text: FIRST_SQL } as const) : EMPTY_RULE.ask);
    before.current = ask;
    onChange(other);
  };
  return (
    <section aria-label="What it asks" className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <div className="flex gap-1" role="group" aria-label="How it is asked">
        <Choice chosen={ask.kind !== 'sql'} onChoose={() => choose('parts')}>
          Put together
        </Choice>
        <Choice chosen={ask.kind === 'sql'} onChoose={() => choose('sql')}>
          SQL
        </Choice>
      </div>
      {ask.kind === 'sql' ? (
        <NativeEditor given={ask.text} onRun={(text) => onChange({ kind: 'sql', text })}>
          The column <code className="font-mono">value</code>, or else the last one of numbers, is judged; columns of text name the groups.
          Without a number, the rows are counted.
        </NativeEditor>
      ) : (
        <Alternatives ask={ask} unit={unit} range={range} onChange={onChange} />
      )}
    </section>
  );
}

function Alternatives({
  ask,
  unit,
  range,
  onChange,
}: {
  ask: AlertAsk;
  unit: Unit;
  range: TimeRange;
  onChange: (ask: AlertAsk, unit?: Unit) => void;
}) {
  const { data: capabilities } = useQuery(capabilitiesOptions());
  const { data: metrics } = useQuery(metricsOptions(range));
  const [shown, setShown] = useState(0);
  const alternatives = alternativesOf(ask);
  const at = Math.min(shown, alternatives.length - 1);
  const alternative = alternatives[at];
  if (!alternative) return null;
  const specs = specsOf(alternative);
  const [{ by, source }] = specs;
  const unitWith = (next: AlertAlternative, chosen?: MetricSummary) =>
    unitOfAlternative(next, (name) => (chosen?.name === name ? chosen : metrics?.find((each) => each.name === name)));
  const replace = (next: AlertAlternative, chosen?: MetricSummary) => {
    const changed = withAlternative(ask, at, next);
    // the first question sets the unit, where what is measured is another thing now
    const [was, is] = [unitWith(alternative), unitWith(next, chosen)];
    if (at === 0 && was !== is) onChange(changed, is);
    else onChange(changed);
  };
  const own = unitWith(alternative);
  return (
    <>
      {alternatives.length > 1 && (
        <div className="flex flex-wrap items-center gap-1" role="group" aria-label="Questions, the first that finds something">
          {alternatives.map((_each, index) => (
            <Choice key={index} chosen={index === at} onChoose={() => setShown(index)}>
              {index === 0 ? 'First' : `Else ${index}`}
            </Choice>
          ))}
          <IconButton
            label={at === 0 ? 'Remove the first question' : `Remove else ${at}`}
            size="small"
            onClick={() => onChange(withAlternative(ask, at, undefined))}
          >
            <Trash2 size={13} aria-hidden />
          </IconButton>
        </div>
      )}
      {specs.map((spec, index) => (
        <fieldset
          key={`${at} ${index}`}
          className={
            specs.length > 1
              ? 'grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2.5 rounded-lg border border-line p-2.5'
              : 'grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2.5'
          }
        >
          {specs.length > 1 && <legend className="px-1 text-xs text-fg-3">{index === 0 ? 'First figure' : 'Second figure'}</legend>}
          <SpecFields
            spec={spec}
            range={range}
            capabilities={capabilities}
            onChange={(next, metric) => replace(withSpec(alternative, index, next), metric)}
          />
        </fieldset>
      ))}
      <Labelled text="For each">
        <GroupFields
          by={by}
          signal={source.signal}
          range={range}
          onChange={(next) => replace(withSpec(alternative, 0, { ...specs[0], by: next }))}
        />
      </Labelled>
      <div className="flex flex-wrap items-center gap-1.5">
        <Select
          label="It asks"
          showLabel
          value={alternative.kind === 'pair' ? alternative.op : 'none'}
          onChange={(op) => replace(withPair(alternative, op === 'none' ? undefined : op))}
          options={OPERATORS}
        />
        {alternatives.length < MOST_ALTERNATIVES && (
          <Button
            variant="quiet"
            onClick={() => {
              onChange(askOf(alternatives[0] ?? alternative, ...alternatives.slice(1), alternative));
              setShown(alternatives.length);
            }}
          >
            <Plus size={12} aria-hidden />
            Else ask
          </Button>
        )}
      </div>
      {at > 0 && own !== unit && (
        <p className="text-xs text-warn">
          This question answers in another unit ({UNIT_NAMES[own]}) than the rule’s bounds are set in ({UNIT_NAMES[unit]}).
        </p>
      )}
    </>
  );
}

function Choice({ chosen, onChoose, children }: { chosen: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <Button size="small" aria-pressed={chosen} onClick={onChoose} className={chosen ? 'border-ember! bg-ember-soft! text-fg!' : ''}>
      {children}
    </Button>
  );
}
