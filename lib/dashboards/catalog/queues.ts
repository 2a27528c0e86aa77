/** What waits in queues: a panel that two dashboards have. */
import { above, all, type At, ask, figure, first, has, lines, metric, panel, senderChosen, series } from '@/lib/dashboards/catalog/panels';
import type { Panel } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import { attribute, record } from '@/lib/model/record-field';

/** From how many items on a queue backs up. */
export const queueLong = above(500, 1_000);

const depth = (by: Field) => ask(series(metric('queueSize'), all(senderChosen, has(by)), [figure('last')], [by]));

/** How many items wait, by queue, whatever attribute names the queue. Needs the variable `queueSize`. */
export const queueSizes = first(
  depth(attribute('queue')),
  depth(attribute('queue.name')),
  depth(record('messagingDestination')),
  depth(record('service')),
);

/** The panel of `queueSizes`. */
export function queueDepth(at: At): Panel {
  return panel('queue-depth', 'Queue depth', at, queueSizes, lines('count', { thresholds: queueLong }), {
    note: 'items that wait',
    empty: 'Spans cannot tell what waits. Send the gauge queue.size {queue}.',
  });
}
