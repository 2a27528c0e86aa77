/** The services of a trace. */
import type { SpanColumns } from '@/lib/waterfall/columns';

/** How many spans each has, by the number of its name; one step for each span. */
export function spansOfServices(columns: SpanColumns): ReadonlyMap<number, number> {
  const { service, count, strings } = columns;
  const counts = new Uint32Array(strings.length);
  for (let span = 0; span < count; span += 1) {
    const name = service[span] ?? 0;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  const found = new Map<number, number>();
  counts.forEach((spans, name) => {
    if (spans > 0) found.set(name, spans);
  });
  return found;
}
