'use client';

import type { TimeRange } from '@/lib/base/time';
import { withSource, withWhere } from '@/lib/dashboards/edit-ask';
import { firstMeasure, measureOf, measuresFor } from '@/lib/dashboards/edit-measure';
import type { Capabilities } from '@/lib/model/backend';
import type { MetricSummary } from '@/lib/model/metric';
import type { SeriesSpec } from '@/lib/model/query';
import { unsupported } from '@/lib/query/unsupported';
import { FilterField } from '@/components/records/filter-field';
import { MeasureRow } from '@/components/records/measure-row';
import { SourcePicker } from '@/components/records/source-picker';
import { useMetric } from '@/components/records/use-metric';
import { Labelled } from '@/components/ui/labelled';

const noVariable = () => undefined;

/** One question of a rule: what is measured, and of which records. */
export function SpecFields({
  spec,
  range,
  capabilities,
  onChange,
}: {
  spec: SeriesSpec;
  /** In which fields and values are looked for, to be offered. */
  range: TimeRange;
  capabilities: Capabilities | undefined;
  /** `metric`: what is known of a metric that was chosen just now. */
  onChange: (spec: SeriesSpec, metric?: MetricSummary) => void;
}) {
  const { source } = spec;
  const metric = useMetric(source, noVariable, range);
  const [measure = firstMeasure(source, metric)] = spec.measures;
  const refused = (candidate: SeriesSpec) => (capabilities ? unsupported(candidate, capabilities) : undefined);
  return (
    <>
      <Labelled text="What">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
          <div className="flex flex-wrap items-center gap-1.5">
            <SourcePicker
              source={source}
              range={range}
              onChoose={(next, chosen) => onChange(withSource(spec, next, firstMeasure(next, chosen)), chosen)}
            />
          </div>
          <MeasureRow
            measure={measure}
            index={0}
            source={source}
            fns={measuresFor(source, metric).filter((fn) => fn !== 'distribution')}
            range={range}
            unsupported={(fn) => refused({ ...spec, measures: [measureOf(fn, source)] })}
            onChange={(next) => onChange({ ...spec, measures: [next] })}
          />
        </div>
      </Labelled>
      <Labelled text="Where">
        <FilterField
          label="Filter"
          filter={spec.where}
          signal={source.signal}
          range={range}
          onChange={(where) => onChange(withWhere(spec, where))}
        />
      </Labelled>
    </>
  );
}
