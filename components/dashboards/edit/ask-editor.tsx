'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DAY, millis } from '@/lib/base/time';
import { alternativesOf, specsOf, type Alternative } from '@/lib/dashboards/ask-specs';
import { askOf, MOST_ALTERNATIVES, OPERATORS, shapeOf, withPair } from '@/lib/dashboards/edit-ask';
import { unitOfMeasure } from '@/lib/dashboards/edit-measure';
import { UNIT_NAMES } from '@/lib/dashboards/edit-scale';
import { unitOfView } from '@/lib/dashboards/edit-view';
import type { Ask, Panel, Variable } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import { AlternativeEditor } from '@/components/dashboards/edit/alternative-editor';
import { Labelled } from '@/components/ui/labelled';
import type { DashboardData } from '@/components/dashboards/use-dashboard-data';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';

const LOOKBACKS = [1, 7, 30].map((days) => ({
  value: String(days * DAY),
  label: days === 1 ? 'not seen a day before' : `not seen ${days} days before`,
}));
const ALL = 'all';

/** The questions that fill a panel: one or more, tried after each other, each one spec or two with an operator. */
export function AskEditor({
  panel,
  variables,
  data,
  onChange,
}: {
  panel: Panel;
  variables: readonly Variable[];
  data: DashboardData;
  /** `metric`: what is known of a metric that was chosen just now. */
  onChange: (ask: Ask, metric?: MetricSummary) => void;
}) {
  const { ask, view } = panel;
  const alternatives = alternativesOf(ask);
  const [shown, setShown] = useState(0);
  const at = Math.min(shown, alternatives.length - 1);
  const alternative = alternatives[at];
  if (!alternative) return null;
  const shape = shapeOf(view.kind);
  const lookback = ask.kind === 'new' ? ask.lookback : undefined;
  const replace = (next: Alternative, metric?: MetricSummary) => {
    const told = at === 0 ? next : withUnit(next, unitOfView(view), metric);
    const of = alternatives.map((each, index) => (index === at ? told : each));
    onChange(askOf(of, lookback), metric);
  };
  const pairs = shape === 'series' || shape === 'table';
  const groups = shape === 'table' && alternatives.length === 1 && alternative.kind === 'spec' && alternative.spec.kind === 'table';
  return (
    <section aria-label="What it asks" className="grid gap-3">
      {alternatives.length > 1 && (
        <div className="flex flex-wrap items-center gap-1" role="group" aria-label="Alternatives">
          {alternatives.map((_each, index) => (
            <Button
              key={index}
              aria-pressed={index === at}
              onClick={() => setShown(index)}
              className={index === at ? 'border-ember! bg-ember-soft! text-fg!' : ''}
            >
              {index === 0 ? 'First' : `Else ${index}`}
            </Button>
          ))}
          <IconButton
            label={at === 0 ? 'Remove the first question' : `Remove else ${at}`}
            size="small"
            onClick={() => onChange(askOf(alternatives.filter((_each, index) => index !== at)))}
          >
            <Trash2 size={13} aria-hidden />
          </IconButton>
          {at > 0 && alternative.unit !== undefined && (
            <span className="text-xs text-fg-3">Its figures come in another unit ({UNIT_NAMES[alternative.unit]}), and are converted.</span>
          )}
        </div>
      )}
      {(pairs || groups) && (
        <div className="flex flex-wrap gap-3">
          {pairs && lookback === undefined && (
            <Labelled text="It asks">
              <Select
                label="It asks"
                value={alternative.kind === 'pair' ? alternative.op : 'none'}
                onChange={(op) => replace(withPair(alternative, op === 'none' ? undefined : op))}
                options={OPERATORS}
              />
            </Labelled>
          )}
          {groups && (
            <Labelled text="Groups">
              <Select
                label="Groups"
                value={lookback === undefined ? ALL : String(lookback)}
                onChange={(value) => onChange(askOf(alternatives, value === ALL ? undefined : millis(Number(value))))}
                options={[
                  { value: ALL, label: 'all of them' },
                  ...LOOKBACKS,
                  ...(lookback === undefined || LOOKBACKS.some(({ value }) => value === String(lookback))
                    ? []
                    : [{ value: String(lookback), label: 'not seen shortly before' }]),
                ]}
              />
            </Labelled>
          )}
        </div>
      )}
      <AlternativeEditor key={at} alternative={alternative} view={view} variables={variables} data={data} onChange={replace} />
      {pairs && lookback === undefined && alternatives.length < MOST_ALTERNATIVES && (
        <Button
          variant="quiet"
          className="justify-self-start"
          onClick={() => {
            onChange(askOf([...alternatives, alternative]));
            setShown(alternatives.length);
          }}
        >
          <Plus size={12} aria-hidden />
          Another question, for when {alternatives.length === 1 ? 'this one finds' : 'these find'} nothing
        </Button>
      )}
    </section>
  );
}

/** `alternative` with the unit that its figures come in, where that is not the view's. */
function withUnit(alternative: Alternative, shown: ReturnType<typeof unitOfView>, metric: MetricSummary | undefined): Alternative {
  const { unit: before, ...bare } = alternative;
  const [spec] = specsOf(alternative);
  if (spec.kind === 'native' || spec.kind === 'rows') return alternative;
  // without the metric at hand, what was known of it before still holds
  if (spec.source.signal === 'metrics' && !metric) return alternative;
  const [first] = spec.measures;
  const unit = first && alternative.kind === 'spec' ? unitOfMeasure(first, spec.source, metric) : before;
  return (unit === undefined || unit === shown ? bare : { ...bare, unit }) as Alternative;
}
