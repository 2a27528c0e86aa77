'use client';

import { useQuery } from '@tanstack/react-query';
import { MINUTE } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { suggestOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';
import { record } from '@/lib/model/record-field';
import { alignRange } from '@/lib/query/frame';
import { MultiSelect } from '@/components/ui/multi-select';
import { useEnvironments } from '@/components/services/use-environments';

const MOST_VALUES = 50;

/** Which environments the page is about. */
export function EnvironmentFilter() {
  const [values, setValues] = useEnvironments();
  const { range } = useTimeWindow();
  const { from, to } = alignRange(range, MINUTE);
  const ask = { signal: 'spans', field: record('environment'), prefix: '', from, to, limit: MOST_VALUES } as const;
  const { data, isPending, error } = useQuery(suggestOptions(ask));
  return (
    <MultiSelect
      label="environment"
      values={values}
      options={(data ?? []).map(({ text, count }) => ({
        value: text,
        ...(count === undefined ? {} : { note: formatUnit(count, 'count') }),
      }))}
      onChange={(chosen) => void setValues(chosen.length === 0 ? null : chosen)}
      loading={isPending}
      emptyText={error ? error.message : 'Nothing names its environment in this window.'}
    />
  );
}
