'use client';

import { useQuery } from '@tanstack/react-query';
import { MINUTE, type TimeRange } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { suggestOptions } from '@/lib/client/queries';
import type { Choices, Variable } from '@/lib/model/dashboard';
import { alignRange } from '@/lib/query/frame';
import { MultiSelect } from '@/components/ui/multi-select';

/** Values offered for one variable. */
const MOST_VALUES = 200;

/** The choices at the top of a dashboard. */
export function VariablesBar({
  variables,
  choices,
  range,
  onChoose,
}: {
  variables: readonly Variable[];
  choices: Choices;
  range: TimeRange;
  onChoose: (name: string, values: string[]) => void;
}) {
  return (
    <div
      className="flex shrink-0 items-center gap-1.5 overflow-x-auto border-b border-line px-4 py-2 max-md:px-2"
      role="group"
      aria-label="Variables"
    >
      {variables.map((variable) => (
        <VariableChoice
          key={variable.name}
          variable={variable}
          values={(choices[variable.name] ?? []).map(String)}
          range={range}
          onChange={(values) => onChoose(variable.name, values)}
        />
      ))}
    </div>
  );
}

function VariableChoice({
  variable,
  values,
  range,
  onChange,
}: {
  variable: Variable;
  values: readonly string[];
  range: TimeRange;
  onChange: (values: string[]) => void;
}) {
  // whole minutes: a refresh every few seconds need not ask for the same names again
  const { from, to } = alignRange(range, MINUTE);
  const { field, source, title } = variable;
  const { data, isPending, error } = useQuery(suggestOptions({ signal: source.signal, field, prefix: '', from, to, limit: MOST_VALUES }));
  return (
    <MultiSelect
      label={title}
      values={values}
      options={(data ?? []).map(({ text, count }) => ({
        value: text,
        ...(count === undefined ? {} : { note: formatUnit(count, 'count') }),
      }))}
      onChange={onChange}
      loading={isPending}
      emptyText={error ? error.message : `Nothing names its ${title} in this window.`}
    />
  );
}
