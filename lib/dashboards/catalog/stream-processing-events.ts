/** Who hears of it: events over Redis publish/subscribe to event streams, and messages through brokers. */
import {
  above,
  all,
  allChosen,
  areas,
  ask,
  bars,
  column,
  count,
  counted,
  errorsAbove,
  errorShare,
  figure,
  first,
  has,
  is,
  lines,
  metric,
  panel,
  quantile,
  rate,
  senderChosen,
  series,
  SPANS,
  STAT_HEIGHT,
  statRow,
  table,
  tableOf,
  value,
} from '@/lib/dashboards/catalog/panels';
import type { Section } from '@/lib/model/dashboard';
import { attribute, record } from '@/lib/model/record-field';

export const eventType = attribute('event_type');
export const publishes = all(senderChosen, is(record('name'), 'redis:publish_event'));
/** Publishes that nobody listened to. */
export const unheard = all(publishes, is(attribute('subscribers'), 0));
const received = all(senderChosen, is(record('name'), 'sse:event_received'));
const delay = attribute('publish_to_receive_ms');

/** What the prebuilt alert on publish latency begins at, in ns. */
export const publishSlow = above(5e7, 1e8);

const PUBLISH_EMPTY = 'Nothing was published. Send spans redis:publish_event {event_type}, or the counter events.published {event_type}.';
const LATENCY_EMPTY = 'Nothing was published. Send spans redis:publish_event, or the histogram redis.publish.duration in ms.';
const UNHEARD_EMPTY = 'Every publish that tells its listeners had one. Spans redis:publish_event {subscribers} fill this.';
const CONNECTIONS_EMPTY = 'No event stream is open. Send the up-down counter sse.connections.active, or spans sse:event_received.';
const DELAY_EMPTY = 'No event says how long it took. Send spans sse:event_received with publish_to_receive_ms.';

/** From how many unheard publishes on somebody should look. */
export const unheardOften = above(1, 10);

/** Open event streams; where only spans tell, those that received something. */
export const connections = first(
  ask(series(metric('connections'), senderChosen, [figure('last')])),
  ask(series(SPANS, received, [figure('distinct', record('parentSpanId'))])),
);

const stats = statRow([
  {
    id: 'publish-rate',
    title: 'Published',
    ask: first(ask(series(metric('published'), senderChosen, [rate])), ask(series(SPANS, publishes, [rate]))),
    unit: 'perSecond',
    empty: PUBLISH_EMPTY,
  },
  {
    id: 'publish-p95',
    title: 'Publish p95',
    ask: first(
      ask(series(metric('publishDuration'), senderChosen, [quantile(0.95, value)]), 'milliseconds'),
      ask(series(SPANS, publishes, [quantile(0.95)])),
    ),
    unit: 'nanoseconds',
    better: 'down',
    thresholds: publishSlow,
    empty: LATENCY_EMPTY,
  },
  {
    id: 'unheard',
    title: 'Heard by nobody',
    ask: series(SPANS, unheard, [count]),
    unit: 'count',
    better: 'down',
    thresholds: unheardOften,
    empty: UNHEARD_EMPTY,
  },
  { id: 'connections', title: 'Event streams', ask: connections, unit: 'count', empty: CONNECTIONS_EMPTY },
  { id: 'received', title: 'Received', ask: series(SPANS, received, [rate]), unit: 'perSecond', empty: DELAY_EMPTY },
  {
    id: 'delay-p95',
    title: 'Delay p95',
    ask: ask(series(SPANS, received, [quantile(0.95, delay)]), 'milliseconds'),
    unit: 'nanoseconds',
    better: 'down',
    empty: DELAY_EMPTY,
  },
]);

export const EVENT_FLOW: Section = {
  title: 'Publish and subscribe',
  folded: false,
  panels: [
    ...stats,
    panel(
      'publishes',
      'Published by event type',
      [0, STAT_HEIGHT, 4, 7],
      first(ask(series(metric('published'), senderChosen, [rate], [eventType])), ask(series(SPANS, publishes, [rate], [eventType]))),
      areas('perSecond'),
      { note: 'events per second', empty: PUBLISH_EMPTY },
    ),
    panel(
      'publish-latency',
      'Publish latency',
      [4, STAT_HEIGHT, 4, 7],
      first(
        ask(series(metric('publishDuration'), senderChosen, [quantile(0.5, value), quantile(0.95, value)]), 'milliseconds'),
        ask(series(SPANS, publishes, [quantile(0.5), quantile(0.95)])),
      ),
      lines('nanoseconds', { names: ['p50', 'p95'], scale: 'log', thresholds: publishSlow }),
      { note: 'log', empty: LATENCY_EMPTY },
    ),
    panel(
      'delay',
      'From publish to receive',
      [8, STAT_HEIGHT, 4, 7],
      ask(series(SPANS, received, [quantile(0.5, delay), quantile(0.95, delay)]), 'milliseconds'),
      lines('nanoseconds', { names: ['p50', 'p95'] }),
      { empty: DELAY_EMPTY },
    ),
    panel(
      'unheard-by-type',
      'Heard by nobody, by event type',
      [0, STAT_HEIGHT + 7, 4, 7],
      series(SPANS, unheard, [count], [eventType]),
      counted(),
      { note: 'publishes with 0 subscribers', empty: UNHEARD_EMPTY },
    ),
    panel('connections-over-time', 'Event streams over time', [4, STAT_HEIGHT + 7, 4, 7], connections, lines('count', { mark: 'area' }), {
      note: 'open at one time',
      empty: CONNECTIONS_EMPTY,
    }),
    panel(
      'publishers',
      'Published by user',
      [8, STAT_HEIGHT + 7, 4, 7],
      table(SPANS, all(publishes, has(record('user'))), [rate, quantile(0.95)], [record('user')], { limit: 10 }),
      bars(column('Events', 'perSecond'), column('p95', 'nanoseconds', 'text', publishSlow)),
      { note: 'events · p95', empty: 'No publish names its user. Set user_id on spans redis:publish_event.' },
    ),
  ],
};

const destination = record('messagingDestination');
const processed = all(allChosen, is(record('kind'), 'Consumer'), has(destination));
const MESSAGES_EMPTY = 'No message was processed. Spans of kind consumer with messaging.destination.name fill this.';

export const MESSAGES: Section = {
  title: 'Messages',
  folded: false,
  panels: [
    panel(
      'messages-processed',
      'Processed by destination',
      [0, 0, 6, 7],
      series(SPANS, processed, [rate], [destination]),
      areas('perSecond'),
      { note: 'messages per second', empty: MESSAGES_EMPTY },
    ),
    panel(
      'destinations',
      'Destinations',
      [6, 0, 6, 7],
      table(SPANS, processed, [count, errorShare, quantile(0.5), quantile(0.95)], [destination, record('messagingSystem')]),
      tableOf(
        ['Destination', 'System'],
        column('Messages', 'count', 'bar'),
        column('Failures', 'ratio', 'text', errorsAbove),
        column('p50', 'nanoseconds'),
        column('p95', 'nanoseconds'),
      ),
      { empty: MESSAGES_EMPTY },
    ),
  ],
};
