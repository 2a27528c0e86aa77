'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { capabilitiesOptions } from '@/lib/client/capabilities';
import { specsOf, type Alternative } from '@/lib/dashboards/ask-specs';
import { nativeStart, newQuestion, reshaped, shapeOf, withSpec } from '@/lib/dashboards/edit-ask';
import { measureOf } from '@/lib/dashboards/edit-measure';
import type { Variable, View } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { Spec } from '@/lib/model/query';
import { unsupported } from '@/lib/query/unsupported';
import { NativeEditor } from '@/components/editor/native-editor';
import { SpecEditor } from '@/components/dashboards/edit/spec-editor';
import { useMetric } from '@/components/records/use-metric';
import type { DashboardData } from '@/components/dashboards/use-dashboard-data';
import { Button } from '@/components/ui/button';

interface Props {
  alternative: Alternative;
  view: View;
  variables: readonly Variable[];
  data: DashboardData;
  onChange: (alternative: Alternative, metric?: MetricSummary) => void;
}

/** One alternative: its question, or both of its questions. */
export function AlternativeEditor({ alternative, view, variables, data, onChange }: Props) {
  const specs = specsOf(alternative);
  return (
    <>
      {specs.map((spec, index) => (
        <fieldset key={index} className={specs.length > 1 ? 'grid gap-2 rounded-lg border border-line p-3' : 'grid gap-2'}>
          {specs.length > 1 && <legend className="px-1 text-sm font-medium">{index === 0 ? 'First question' : 'Second question'}</legend>}
          <Question
            spec={spec}
            view={view}
            variables={variables}
            data={data}
            onChange={(next, metric) => onChange(withSpec(alternative, index === 0 ? 0 : 1, next), metric)}
          />
        </fieldset>
      ))}
    </>
  );
}

function Question({
  spec,
  view,
  variables,
  data,
  onChange,
}: Omit<Props, 'alternative' | 'onChange'> & { spec: Spec; onChange: (spec: Spec, metric?: MetricSummary) => void }) {
  const { data: capabilities } = useQuery(capabilitiesOptions());
  const built = spec.kind === 'native' ? undefined : spec;
  const metric = useMetric(built?.source, (name) => data.choices[name]?.map(String)[0], data.range);
  // what was built before SQL took its place
  const before = useRef<Spec>(undefined);
  const shape = shapeOf(view.kind);
  if (shape === 'nothing') return null;
  const refused = (candidate: Spec) => (capabilities ? unsupported(candidate, capabilities) : undefined);
  const native = nativeStart(shape, 1_000);
  const nativeFault = refused(native);
  const figures = built?.kind === 'series' || built?.kind === 'table' ? built : undefined;
  return (
    <>
      <div className="flex gap-1" role="group" aria-label="How it is asked">
        <Choice
          chosen={built !== undefined}
          onChoose={() => onChange(reshaped(before.current ?? newQuestion(), shape))}
          text="Put together"
        />
        {shape !== 'rows' && view.kind !== 'heatmap' && (
          <Choice
            chosen={built === undefined}
            fault={nativeFault}
            onChoose={() => {
              before.current = spec;
              onChange(native);
            }}
            text="SQL"
          />
        )}
      </div>
      {built ? (
        <SpecEditor
          spec={built}
          metric={metric}
          variables={variables}
          range={data.range}
          heatmap={view.kind === 'heatmap'}
          mostMeasures={view.kind === 'stat' || view.kind === 'heatmap' || view.kind === 'pie' ? 1 : 12}
          groups={view.kind !== 'stat' && view.kind !== 'heatmap'}
          unsupported={(fn) => figures && refused({ ...figures, measures: [measureOf(fn, figures.source)] })}
          signalFault={(signal) =>
            refused({
              kind: 'rows',
              source: signal === 'metrics' ? { signal, metric: '' } : { signal },
              limit: 1,
              fields: [],
              orderBy: 'time',
              traceSummary: false,
            })
          }
          onChange={onChange}
        />
      ) : (
        spec.kind === 'native' && (
          <NativeEditor given={spec.text} onRun={(text) => onChange({ ...spec, text })}>
            A chart over time needs a column of times, then one for each line.
          </NativeEditor>
        )
      )}
    </>
  );
}

function Choice({ chosen, text, fault, onChoose }: { chosen: boolean; text: string; fault?: string | undefined; onChoose: () => void }) {
  return (
    <Button
      size="small"
      aria-pressed={chosen}
      disabled={fault !== undefined}
      title={fault}
      onClick={() => {
        if (!chosen) onChoose();
      }}
      className={chosen ? 'border-ember! bg-ember-soft! text-fg!' : ''}
    >
      {text}
    </Button>
  );
}
