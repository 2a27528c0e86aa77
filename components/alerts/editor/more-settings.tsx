'use client';

import { hasRecords } from '@/lib/alerts/ask-records';
import { UNITS } from '@/lib/base/units';
import { UNIT_NAMES } from '@/lib/dashboards/edit-scale';
import type { AlertRule } from '@/lib/model/alert';
import { LabelsEditor } from '@/components/alerts/editor/labels-editor';
import { LengthEntry } from '@/components/alerts/editor/length-entry';
import { DELAY_BOUNDS, type RuleFault } from '@/components/alerts/editor/rule-faults';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';
import { Select } from '@/components/ui/select';

/** A number that a rule can have; undefined: none is asked for. One record is what any value takes. */
function leastOf(text: string): number | undefined {
  const least = Math.min(1_000_000, Math.round(Number(text)));
  return least >= 2 ? least : undefined;
}

/** What most rules leave as it is. */
export function MoreSettings({
  rule,
  faults,
  onChange,
}: {
  rule: AlertRule;
  faults: Partial<Record<RuleFault, string>>;
  onChange: (change: Partial<AlertRule>) => void;
}) {
  return (
    <details className="group/more">
      <summary className="flex h-7 cursor-pointer items-center text-sm text-fg-2 select-none hover:text-fg">
        More: delay, least records, labels, runbook, description, unit
      </summary>
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2.5">
        <div className="grid grid-cols-2 items-start gap-2.5">
          <Labelled text="Waits for late data">
            <LengthEntry label="Delay" value={rule.delay} bounds={DELAY_BOUNDS} onChange={(delay) => onChange({ delay })} />
          </Labelled>
          <Labelled text="Groups at most">
            <Input
              label="Groups at most"
              type="number"
              min={1}
              max={1_000}
              value={rule.mostGroups}
              onChange={(event) => {
                const most = Math.round(Number(event.target.value));
                if (most >= 1 && most <= 1_000) onChange({ mostGroups: most });
              }}
            />
          </Labelled>
        </div>
        {hasRecords(rule.ask) && (
          <Labelled text="Records at least" note="With fewer in its window a group is fine: one error of three requests is no rate.">
            <Input
              label="Records at least"
              type="number"
              min={2}
              max={1_000_000}
              placeholder="any number is judged"
              value={rule.least ?? ''}
              onChange={(event) => onChange({ least: leastOf(event.target.value) })}
            />
          </Labelled>
        )}
        <Labelled text="Labels" note="For silences, and for whoever is told.">
          <LabelsEditor labels={rule.labels} onChange={(labels) => onChange({ labels })} />
        </Labelled>
        <Labelled text="Runbook">
          <Input
            label="Runbook"
            type="url"
            value={rule.runbook}
            placeholder="https://…"
            maxLength={2_000}
            invalid={faults.runbook !== undefined}
            onChange={(event) => onChange({ runbook: event.target.value.trim() })}
          />
          {faults.runbook !== undefined && <p className="text-xs text-error">{faults.runbook}</p>}
        </Labelled>
        <Labelled text="Description">
          <textarea
            aria-label="Description"
            value={rule.description}
            rows={2}
            maxLength={2_000}
            onChange={(event) => onChange({ description: event.target.value })}
            className="w-full resize-y rounded-md border border-line bg-panel px-2 py-1.5 text-sm text-fg"
          />
        </Labelled>
        <Labelled text="Its figures are">
          <Select
            label="Unit"
            value={rule.unit}
            onChange={(unit) => onChange({ unit })}
            options={UNITS.map((unit) => ({ value: unit, label: UNIT_NAMES[unit] }))}
          />
        </Labelled>
      </div>
    </details>
  );
}
