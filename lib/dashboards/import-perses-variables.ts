/** Variables of a Perses dashboard, and metrics of its queries as variables: their names here may be others. */
import { z } from 'zod';
import { labelField, type VariableUse, type VariableUses } from '@/lib/dashboards/import-promql';
import { isVariableName, type Variable } from '@/lib/model/dashboard';
import type { Source } from '@/lib/model/query';

export const VariableDocument = z.object({
  kind: z.string(),
  spec: z.object({
    name: z.string(),
    display: z.object({ name: z.string().optional() }).optional(),
    value: z.string().optional().catch(undefined),
    defaultValue: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .catch(undefined),
    plugin: z.object({ kind: z.string(), spec: z.unknown() }).optional(),
  }),
});
type VariableDocument = z.infer<typeof VariableDocument>;

const LabelValues = z.object({ labelName: z.string().min(1), matchers: z.array(z.string()).default([]) });

/** The most variables that a dashboard has. */
const MOST_VARIABLES = 20;

/** The variables that offer a label's values; of every other one, its default stands in the queries. */
export function importVariables(
  documents: readonly VariableDocument[],
  say: (sentence: string) => void,
): { readonly list: readonly Variable[]; readonly uses: VariableUses } {
  const list: Variable[] = [];
  const uses = new Map<string, VariableUse>();
  for (const { spec } of documents) {
    const title = spec.display?.name ?? spec.name;
    const labels = spec.plugin && /LabelValues/.test(spec.plugin.kind) ? LabelValues.safeParse(spec.plugin.spec) : undefined;
    const name = freeName(spec.name, list);
    if (labels?.success && list.length < MOST_VARIABLES) {
      list.push({ kind: 'field', name, title, source: sourceOf(labels.data.matchers), field: labelField(labels.data.labelName) });
      uses.set(spec.name, { kind: 'variable', name });
      continue;
    }
    const text = spec.value ?? (typeof spec.defaultValue === 'string' ? spec.defaultValue : spec.defaultValue?.join('|'));
    if (text !== undefined && text !== '$__all') uses.set(spec.name, { kind: 'text', text });
    say(
      text === undefined
        ? `Variable “${title}” offers no values of a label, and has no default: panels that need it show their query.`
        : `Variable “${title}” offers no values of a label: “${text}” stands in its place.`,
    );
  }
  return { list, uses };
}

/** The values are offered from the metric that the variable names, else from spans. */
function sourceOf(matchers: readonly string[]): Source {
  const metric = /^\s*([a-zA-Z_:][\w:]*)/.exec(matchers[0] ?? '')?.[1];
  return metric === undefined ? { signal: 'spans' } : { signal: 'metrics', metric: metric.replace(/_(?:bucket|count|sum)$/, '') };
}

/** `my-var` → `myVar`, and another number where it is taken. */
function freeName(wanted: string, taken: readonly Variable[]): string {
  const plain = wanted.replace(/[^a-zA-Z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '').replace(/^[^a-zA-Z]+/, '');
  const base = plain === '' ? 'variable' : plain.charAt(0).toLowerCase() + plain.slice(1);
  let name = base;
  for (let number = 2; !isVariableName(name) || taken.some((variable) => variable.name === name); number += 1) name = `${base}${number}`;
  return name;
}

/**
 * Makes a variable of every metric that is asked for, as long as there is room for one: Prometheus writes names with underscores
 * and a unit behind, OpenTelemetry with dots and without. The first that has arrived is taken, and a person can choose another.
 */
export function metricVariables(others: readonly Variable[]): { sourceOf(metric: string): Source; made(): readonly Variable[] } {
  const made = new Map<string, Variable>();
  return {
    sourceOf(metric) {
      const known = made.get(metric);
      if (known) return { signal: 'metrics', metric: { variable: known.name } };
      const metrics = namesOf(metric);
      const all = [...others, ...made.values()];
      if (all.length >= MOST_VARIABLES || metrics.length === 1) return { signal: 'metrics', metric };
      const variable: Variable = { kind: 'metric', name: freeName(metric, all), title: metric, metrics };
      made.set(metric, variable);
      return { signal: 'metrics', metric: { variable: variable.name } };
    },
    made: () => [...made.values()],
  };
}

/** What OpenTelemetry's exporter for Prometheus puts behind a name. */
const SUFFIX = /(?:_(?:seconds|milliseconds|bytes|ratio|percent))?(?:_total)?$/;

/** The names that a metric of Prometheus may have here, its own first. */
function namesOf(metric: string): string[] {
  const bare = metric.replace(SUFFIX, '');
  return [...new Set([metric, bare, bare.replaceAll('_', '.'), metric.replaceAll('_', '.')])].filter((name) => name !== '');
}
