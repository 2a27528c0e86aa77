/** Metrics as the list shows them: the ones that were looked for, under their namespaces. */
import type { MetricSummary, MetricType } from '@/lib/model/metric';

export interface Namespace {
  /** '' for metrics whose names have no parts. */
  readonly name: string;
  readonly metrics: readonly MetricSummary[];
}

/** `db` of `db.client.connection.count`; names without dots are divided by underscores, the way Prometheus writes them. */
export function namespaceOf(name: string): string {
  const divider = name.includes('.') ? '.' : '_';
  const at = name.indexOf(divider);
  return at > 0 ? name.slice(0, at) : '';
}

/** In the order of their names, metrics without a namespace last. */
export function byNamespace(metrics: readonly MetricSummary[]): Namespace[] {
  const groups = new Map<string, MetricSummary[]>();
  for (const metric of metrics) {
    const name = namespaceOf(metric.name);
    const group = groups.get(name);
    if (group) group.push(metric);
    else groups.set(name, [metric]);
  }
  const rank = (name: string) => (name === '' ? 1 : 0);
  return [...groups]
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
    .map(([name, own]) => ({ name, metrics: own }));
}

export interface Wanted {
  /** Words that must all be found in the name, description, unit or labels; case is ignored. */
  readonly text: string;
  readonly type: MetricType | undefined;
  /** Any of these; none means all. */
  readonly services: readonly string[];
}

/** The metrics that fit. */
export function keepWanted(metrics: readonly MetricSummary[], { text, type, services }: Wanted): MetricSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return metrics.filter((metric) => {
    if (type !== undefined && metric.type !== type) return false;
    if (services.length > 0 && !metric.services.some((service) => services.includes(service))) return false;
    const all = [metric.name, metric.description, metric.unit, ...metric.labels.map(({ key }) => key)].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** A line of the list. */
export type Line =
  | { readonly kind: 'namespace'; readonly name: string; readonly count: number; readonly folded: boolean }
  | { readonly kind: 'metric'; readonly namespace: string; readonly metric: MetricSummary };

/** Namespaces with the metrics of those that are not folded. */
export function linesOf(namespaces: readonly Namespace[], folded: readonly string[]): Line[] {
  return namespaces.flatMap(({ name, metrics }): Line[] => {
    const closed = folded.includes(name);
    const head: Line = { kind: 'namespace', name, count: metrics.length, folded: closed };
    return closed ? [head] : [head, ...metrics.map((metric): Line => ({ kind: 'metric', namespace: name, metric }))];
  });
}
