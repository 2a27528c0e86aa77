/** Why a store cannot answer a spec: one sentence, the same where the browser disables and where the server refuses. */
import type { Capabilities } from '@/lib/model/backend';
import type { Filter, FilterOp } from '@/lib/model/filter';
import type { RowsSpec, Spec } from '@/lib/model/query';
import { asksForRunning } from '@/lib/query/filter-fields';

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

/** Why rows cannot be asked for in this way, of any store; undefined when they can. */
export function rowsFault(spec: RowsSpec): string | undefined {
  const { source, orderBy, per } = spec;
  if (orderBy === 'duration' && source.signal !== 'spans') return 'Only spans have a duration to be ordered by.';
  if (orderBy === 'duration' && asksForRunning(spec)) return 'Spans that are still running have no duration to be ordered by.';
  if (per === 'trace' && source.signal !== 'spans') return 'Only spans are listed by trace.';
  if (per === 'trace' && orderBy !== 'time') return 'Traces are listed newest first only.';
  return undefined;
}

/** The sentence, or undefined when `spec` can run. */
export function unsupported(spec: Spec, capabilities: Capabilities): string | undefined {
  if (!capabilities.kinds.includes(spec.kind)) return `This store cannot answer with ${KINDS[spec.kind]}.`;
  if (spec.kind === 'native')
    return capabilities.languages.includes(spec.language) ? undefined : `This store does not speak ${spec.language.toUpperCase()}.`;
  if (!capabilities.signals.includes(spec.source.signal)) return `This store holds no ${spec.source.signal}.`;
  const fault = spec.kind === 'rows' ? rowsFault(spec) : undefined;
  if (fault !== undefined) return fault;
  const measures = spec.kind === 'rows' ? [] : spec.measures;
  const measure = measures.find(({ fn }) => !capabilities.measures.includes(fn));
  if (measure) return `This store cannot calculate “${measure.fn}”.`;
  const filters = [...(spec.where ? [spec.where] : []), ...measures.flatMap((each) => (each.fn === 'ratio' ? [each.where] : []))];
  const op = filters.flatMap(opsOf).find((each) => !capabilities.filters.includes(each));
  return op && `This store cannot filter with “${op}”.`;
}
