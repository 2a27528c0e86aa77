'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { assertUnreachable } from '@/lib/base/assert';
import { useTimeWindow } from '@/lib/client/time-window';
import { addVariable, moveVariable, removeVariable, replaceVariable, usesOf, variableNameFault } from '@/lib/dashboards/edit-variables';
import type { Dashboard, Variable } from '@/lib/model/dashboard';
import { record } from '@/lib/model/record-field';
import { FieldPicker } from '@/components/records/field-picker';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

/** Variables that one dashboard may have. */
const MOST = 20;

/** A name like `base` that no variable has. */
function freeName(dashboard: Dashboard, base: string): string {
  const taken = new Set(dashboard.variables.map(({ name }) => name));
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}${count}`;
    if (!taken.has(name)) return name;
  }
}

/** The choices at the top of a dashboard: values of a field, or the name of a metric. */
export function VariablesEditor({ dashboard, onChange }: { dashboard: Dashboard; onChange: (next: Dashboard, about?: string) => void }) {
  const { variables } = dashboard;
  const addField = () => {
    const name = freeName(dashboard, 'service');
    onChange(addVariable(dashboard, { kind: 'field', name, title: name, source: { signal: 'spans' }, field: record('service') }));
  };
  const addMetric = () => {
    const name = freeName(dashboard, 'metric');
    onChange(addVariable(dashboard, { kind: 'metric', name, title: name, metrics: ['name.of.the.metric'] }));
  };
  return (
    <section aria-label="Variables" className="mt-5 grid gap-2">
      <h3 className="text-sm font-semibold">Variables</h3>
      <p className="text-sm text-fg-3">
        Choices at the top of the dashboard. A filter uses one as <code className="font-mono">$name</code>; a title can, too.
      </p>
      {variables.map((variable, index) => (
        <VariableRow
          // a name changes while it is typed
          key={index}
          dashboard={dashboard}
          variable={variable}
          index={index}
          onChange={onChange}
        />
      ))}
      {variables.length < MOST && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={addField}>
            <Plus size={12} aria-hidden />
            Values of a field
          </Button>
          <Button onClick={addMetric}>
            <Plus size={12} aria-hidden />
            Name of a metric
          </Button>
        </div>
      )}
    </section>
  );
}

function VariableRow({
  dashboard,
  variable,
  index,
  onChange,
}: {
  dashboard: Dashboard;
  variable: Variable;
  index: number;
  onChange: (next: Dashboard, about?: string) => void;
}) {
  const { variables } = dashboard;
  const { name, title } = variable;
  const [typed, setTyped] = useState(name);
  const others = variables.filter((_each, at) => at !== index).map((each) => each.name);
  const fault = variableNameFault(typed, others);
  const uses = usesOf(dashboard, name);
  const replace = (next: Variable, about: string) => onChange(replaceVariable(dashboard, name, next), `variable ${index} ${about}`);
  return (
    <div role="group" aria-label={`Variable ${name}`} className="grid gap-1.5 rounded-md border border-line p-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <Input
          label={`Name of variable ${index + 1}`}
          value={typed}
          invalid={fault !== undefined}
          className="w-36"
          onChange={(event) => {
            setTyped(event.target.value);
            // only a name that can be one reaches the panels
            if (variableNameFault(event.target.value, others) === undefined) replace({ ...variable, name: event.target.value }, 'name');
          }}
        />
        <Input
          label={`Title of variable ${index + 1}`}
          value={title}
          className="w-36"
          onChange={(event) => replace({ ...variable, title: event.target.value }, 'title')}
        />
        <VariableOf variable={variable} index={index} onChange={(next) => replace(next, 'of')} />
        <span className="ml-auto flex items-center">
          <span className="px-1 text-xs text-fg-3">{uses === 1 ? '1 panel uses it' : `${uses} panels use it`}</span>
          <IconButton
            label={`Move ${name} up`}
            size="small"
            disabled={index === 0}
            onClick={() => onChange(moveVariable(dashboard, name, -1))}
          >
            <ArrowUp size={13} aria-hidden />
          </IconButton>
          <IconButton
            label={`Move ${name} down`}
            size="small"
            disabled={index === variables.length - 1}
            onClick={() => onChange(moveVariable(dashboard, name, 1))}
          >
            <ArrowDown size={13} aria-hidden />
          </IconButton>
          <IconButton label={`Remove ${name}`} size="small" onClick={() => onChange(removeVariable(dashboard, name))}>
            <Trash2 size={13} aria-hidden />
          </IconButton>
        </span>
      </div>
      {fault !== undefined && (
        <p role="alert" className="text-sm text-error">
          {fault}
        </p>
      )}
    </div>
  );
}

/** What the variable stands for: which field's values, or which metrics. */
function VariableOf({ variable, index, onChange }: { variable: Variable; index: number; onChange: (variable: Variable) => void }) {
  const { range } = useTimeWindow();
  switch (variable.kind) {
    case 'field':
      return (
        <>
          <Select
            label={`Signal of variable ${index + 1}`}
            value={variable.source.signal}
            onChange={(signal) => onChange({ ...variable, source: signal === 'metrics' ? { signal, metric: '' } : { signal } })}
            options={[
              { value: 'spans', label: 'Spans' },
              { value: 'logs', label: 'Logs' },
              { value: 'exceptions', label: 'Exceptions' },
              { value: 'metrics', label: 'Metrics' },
            ]}
          />
          <FieldPicker
            label={`Field of variable ${index + 1}`}
            field={variable.field}
            signal={variable.source.signal}
            range={range}
            onChoose={(field) => onChange({ ...variable, field })}
          />
        </>
      );
    case 'metric':
      return (
        <Input
          label={`Metrics of variable ${index + 1}, with commas between them`}
          title="The first of these that arrived is read, unless someone chooses another."
          defaultValue={variable.metrics.join(', ')}
          className="min-w-64 flex-1"
          onChange={(event) => {
            const metrics = event.target.value
              .split(',')
              .map((metric) => metric.trim())
              .filter((metric) => metric !== '');
            if (metrics.length > 0) onChange({ ...variable, metrics });
          }}
        />
      );
    default:
      return assertUnreachable(variable);
  }
}
