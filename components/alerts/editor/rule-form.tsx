'use client';

import { useState } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import { AskEditor } from '@/components/alerts/editor/ask-editor';
import { ConditionEditor } from '@/components/alerts/editor/condition-editor';
import { withAsk } from '@/components/alerts/editor/edit-rule';
import { LengthEntry } from '@/components/alerts/editor/length-entry';
import { MessageEditor } from '@/components/alerts/editor/message-editor';
import { MoreSettings } from '@/components/alerts/editor/more-settings';
import { EVERY_BOUNDS, OVER_BOUNDS, ruleFaults } from '@/components/alerts/editor/rule-faults';
import { RuleSentence } from '@/components/alerts/editor/rule-sentence';
import { TellEditor } from '@/components/alerts/editor/tell-editor';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';
import { Select } from '@/components/ui/select';

const NO_DATA = [
  { value: 'keep', label: 'keep its state' },
  { value: 'ok', label: 'is fine' },
  { value: 'fire', label: 'fires' },
  { value: 'noData', label: 'is its own state' },
] as const;

/** Everything that a rule is, and below it the rule in words. */
export function RuleForm({
  rule,
  test,
  range,
  tried,
  onChange,
}: {
  rule: AlertRule;
  test: BackTest | undefined;
  /** In which fields and values are looked for, to be offered. */
  range: TimeRange;
  /** Somebody wanted to save it. */
  tried: boolean;
  onChange: (change: Partial<AlertRule>) => void;
}) {
  const faults = ruleFaults(rule);
  // nobody is told off for what they have not come to yet
  const [titled, setTitled] = useState(false);
  const untitled = titled || tried ? faults.title : undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-2.5">
      <Labelled text="Title">
        <Input
          label="Title"
          value={rule.title}
          maxLength={200}
          placeholder="What it is called, such as High error rate"
          invalid={untitled !== undefined}
          onBlur={() => setTitled(true)}
          onChange={(event) => {
            setTitled(true);
            onChange({ title: event.target.value });
          }}
        />
        {untitled !== undefined && <p className="text-xs text-error">{untitled}</p>}
      </Labelled>
      <AskEditor ask={rule.ask} unit={rule.unit} range={range} onChange={(ask, unit) => onChange(withAsk(rule, ask, unit))} />
      {faults.ask !== undefined && <p className="text-xs text-error">{faults.ask}</p>}
      <div className="grid grid-cols-2 items-start gap-2.5">
        <Labelled text="Over">
          <LengthEntry label="Over" value={rule.over} bounds={OVER_BOUNDS} onChange={(over) => onChange({ over })} />
        </Labelled>
        <Labelled text="Every">
          <LengthEntry label="Every" value={rule.every} bounds={EVERY_BOUNDS} onChange={(every) => onChange({ every })} />
        </Labelled>
        {faults.over !== undefined && <p className="col-span-2 text-xs text-error">{faults.over}</p>}
      </div>
      <ConditionEditor rule={rule} onChange={onChange} />
      <div className="grid grid-cols-2 items-start gap-2.5">
        <Labelled text="Without data, it">
          <Select label="Without data" value={rule.noData} onChange={(noData) => onChange({ noData })} options={NO_DATA} />
        </Labelled>
        <Labelled text="Told again after">
          <LengthEntry label="Repeat" value={rule.repeat} onChange={(repeat) => onChange({ repeat })} />
        </Labelled>
        <p className="col-span-2 text-xs text-fg-3">
          {rule.repeat === 0 && 'Told once, without a repeat. '}A query that fails is never taken for no data: groups keep their state, and
          whoever is told of “failed” hears why.
        </p>
      </div>
      <Labelled text="Tell">
        <TellEditor tell={rule.tell} onChange={(tell) => onChange({ tell })} />
      </Labelled>
      <Labelled text="Message">
        <MessageEditor rule={rule} test={test} onChange={(message) => onChange({ message })} />
      </Labelled>
      <MoreSettings rule={rule} faults={faults} onChange={onChange} />
      <RuleSentence rule={rule} />
    </div>
  );
}
