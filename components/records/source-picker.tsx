'use client';

import type { TimeRange } from '@/lib/base/time';
import type { Variable } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { Source } from '@/lib/model/query';
import { MetricPicker } from '@/components/records/metric-picker';
import { Select } from '@/components/ui/select';

const SIGNALS: readonly { readonly value: Source['signal']; readonly label: string }[] = [
  { value: 'spans', label: 'Spans' },
  { value: 'logs', label: 'Logs' },
  { value: 'exceptions', label: 'Exceptions' },
  { value: 'metrics', label: 'A metric' },
];

/** What a question is about: a signal, and which metric. */
export function SourcePicker({
  source,
  variables = [],
  range,
  signalFault,
  onChoose,
}: {
  source: Source;
  /** Of a dashboard: one of them may name the metric. */
  variables?: readonly Variable[];
  range: TimeRange;
  /** Why a signal cannot be asked here, in a sentence; undefined when it can. */
  signalFault?: (signal: Source['signal']) => string | undefined;
  /** `metric`: what is known of a metric that was chosen just now. */
  onChoose: (source: Source, metric?: MetricSummary) => void;
}) {
  return (
    <>
      <Select
        label="Signal"
        value={source.signal}
        onChange={(signal) => onChoose(signal === 'metrics' ? { signal, metric: '' } : { signal })}
        options={SIGNALS.map((option) => {
          const reason = signalFault?.(option.value);
          return reason === undefined ? option : { value: option.value, label: `${option.label}: ${reason}`, disabled: true };
        })}
      />
      {source.signal === 'metrics' && <MetricPicker source={source} variables={variables} range={range} onChoose={onChoose} />}
    </>
  );
}
