/** Why a store cannot answer a spec: one sentence, the same where the browser disables and where the server refuses. */
import type { Capabilities } from '@/lib/model/backend';
import type { Filter, FilterOp } from '@/lib/model/filter';
import type { Spec } from '@/lib/model/query';

function opsOf(filter: Filter): FilterOp[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return [filter.op, ...filter.of.flatMap(opsOf)];
    case 'not':
      return [filter.op, ...opsOf(filter.of)];
    default:
      return [filter.op];
  }
}

const KINDS = { series: 'figures over time', table: 'tables of figures', rows: 'single records', native: 'typed queries' } as const;

/** The sentence, or undefined when `spec` can run. */
export function unsupported(spec: Spec, capabilities: Capabilities): string | undefined {
  if (!capabilities.kinds.includes(spec.kind)) return `This store cannot answer with ${KINDS[spec.kind]}.`;
  if (spec.kind === 'native')
    return capabilities.languages.includes(spec.language) ? undefined : `This store does not speak ${spec.language.toUpperCase()}.`;
  if (!capabilities.signals.includes(spec.source.signal)) return `This store holds no ${spec.source.signal}.`;
  const measures = spec.kind === 'rows' ? [] : spec.measures;
  const measure = measures.find(({ fn }) => !capabilities.measures.includes(fn));
  if (measure) return `This store cannot calculate “${measure.fn}”.`;
  const filters = [...(spec.where ? [spec.where] : []), ...measures.flatMap((each) => (each.fn === 'ratio' ? [each.where] : []))];
  const op = filters.flatMap(opsOf).find((each) => !capabilities.filters.includes(each));
  return op && `This store cannot filter with “${op}”.`;
}
