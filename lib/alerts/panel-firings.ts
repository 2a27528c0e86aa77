/** Which rules' firings a dashboard's panel shows: those about the records that it draws. */
import { alternativesOf, specsOf } from '@/lib/dashboards/ask-specs';
import type { AlertAsk, AlertRule } from '@/lib/model/alert';
import type { AlertLabels } from '@/lib/model/alert-state';
import type { Ask, Choices, Panel, Variable } from '@/lib/model/dashboard';
import type { Source, Spec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { fieldName } from '@/lib/query/field-name';

/** What a dashboard is narrowed to: the chosen values, by the name that a group's label of that field has. */
export type Narrowed = ReadonlyMap<string, readonly string[]>;

/** `tenant`: the one that the page's address fixes. */
export function narrowedTo(variables: readonly Variable[], choices: Choices, tenant: string | undefined): Narrowed {
  const chosen = variables.flatMap((variable): [string, string[]][] => {
    const values = choices[variable.name] ?? [];
    return variable.kind === 'field' && values.length > 0 ? [[fieldName(variable.field), values.map(String)]] : [];
  });
  return new Map<string, readonly string[]>([
    ...chosen,
    ...(tenant === undefined ? [] : [[fieldName(record('tenant')), [tenant]] as const]),
  ]);
}

/** Whether a group is among what the dashboard is narrowed to. A label that the group does not have rules nothing out. */
export function isWithin(labels: AlertLabels, narrowed: Narrowed): boolean {
  return Object.entries(labels).every(([name, value]) => narrowed.get(name)?.includes(value) ?? true);
}

/** What is asked for, as a text that is the same for the same records: `spans`, `metrics queue.size`. */
function sourcesOf(ask: Ask | AlertAsk, choices: Choices): string[] {
  const named = (source: Source): string => {
    if (source.signal !== 'metrics') return source.signal;
    const { metric } = source;
    return `metrics ${typeof metric === 'string' ? metric : String(choices[metric.variable]?.[0] ?? '')}`;
  };
  const specs = alternativesOf(ask).flatMap((each): readonly Spec[] => specsOf(each));
  return specs.flatMap((spec) => (spec.kind === 'native' ? [] : [named(spec.source)]));
}

/** Whether `panel` is a chart over time of what `rule` asks for: the same signal, of metrics the same metric. */
export function isAbout({ ask }: Pick<AlertRule, 'ask'>, panel: Pick<Panel, 'ask' | 'view'>, choices: Choices): boolean {
  if (panel.view.kind !== 'timeseries') return false;
  const drawn = new Set(sourcesOf(panel.ask, choices));
  return sourcesOf(ask, {}).some((source) => drawn.has(source));
}
