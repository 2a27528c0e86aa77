/** What a dashboard's variables stand for: chosen in the address, saved for the workspace, or what the data suggest. */
import { assertUnreachable } from '@/lib/base/assert';
import { allOf } from '@/lib/model/all-of';
import { mapSpecs } from '@/lib/dashboards/ask-specs';
import type { Choices, Dashboard, Panel, Variable } from '@/lib/model/dashboard';
import type { Filter, Scalar } from '@/lib/model/filter';
import type { Spec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

export type MetricVariable = Extract<Variable, { kind: 'metric' }>;

/**
 * The values of every variable: those in the address (`chosen`), else those `saved` for the workspace. A metric that neither
 * names is the first of its candidates that is among the `arrived` ones, and the first candidate where none is; while `arrived`
 * is undefined (not known yet), it has no value.
 */
export function resolveChoices(
  variables: readonly Variable[],
  chosen: Choices,
  saved: Choices,
  arrived: ReadonlySet<string> | undefined,
): Choices {
  return Object.fromEntries(variables.map((variable) => [variable.name, [...resolve(variable, chosen, saved, arrived)]]));
}

function resolve(variable: Variable, chosen: Choices, saved: Choices, arrived: ReadonlySet<string> | undefined): readonly Scalar[] {
  const given = [chosen[variable.name], saved[variable.name]].find((values) => values !== undefined && values.length > 0);
  switch (variable.kind) {
    case 'field':
      return given ?? [];
    case 'metric':
      // one metric only: a panel reads one
      return given?.slice(0, 1) ?? fallback(variable, arrived);
    default:
      return assertUnreachable(variable);
  }
}

function fallback({ metrics }: MetricVariable, arrived: ReadonlySet<string> | undefined): readonly string[] {
  if (metrics.length === 1) return metrics;
  if (!arrived) return [];
  return [metrics.find((metric) => arrived.has(metric)) ?? metrics[0]].filter((metric) => metric !== undefined);
}

/** Whether `panel` reads a variable that has no value yet because nobody knows which metrics arrived. */
export function waitsForMetrics(panel: Panel, variables: readonly Variable[], choices: Choices): boolean {
  const open = variables.filter(({ kind, name }) => kind === 'metric' && (choices[name] ?? []).length === 0);
  return open.some(({ name }) => mentions(panel.ask, name));
}

/** Whether the variable `name` stands anywhere in `value`, which is plain JSON. */
export function mentions(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('variable' in value && value.variable === name) return true;
  return Object.values(value).some((part) => mentions(part, name));
}

/** The variable that chooses tenants. */
export function tenantVariable(variables: readonly Variable[]): Variable | undefined {
  return variables.find((variable) => variable.kind === 'field' && variable.field.in === 'record' && variable.field.name === 'tenant');
}

/**
 * `dashboard` for one tenant alone. Its own tenant variable is what narrows it, where it has one (give it this one value); else
 * every question gets the condition. Typed SQL stays as it is: nobody but its writer can narrow it.
 */
export function forTenant(dashboard: Dashboard, tenant: string): Dashboard {
  if (tenantVariable(dashboard.variables)) return dashboard;
  const only: Filter = { op: 'eq', field: record('tenant'), value: tenant };
  const narrow = (panel: Panel): Panel => ({ ...panel, ask: mapSpecs(panel.ask, (spec) => withCondition(spec, only)) });
  return { ...dashboard, sections: dashboard.sections.map((section) => ({ ...section, panels: section.panels.map(narrow) })) };
}

function withCondition<S extends Spec>(spec: S, only: Filter): S {
  return spec.kind === 'native' ? spec : { ...spec, where: allOf(spec.where, only) };
}
