/** Alerts on stream processing and on events that services publish. */
import { aboveThresholds, asking, askingFirst, askingSpelled, prebuilt, spellings } from '@/lib/alerts/prebuilt-rule';
import { millis, MINUTE } from '@/lib/base/time';
import {
  all,
  above,
  ask,
  count,
  either,
  failed,
  is,
  isOneOf,
  LOGS,
  metric,
  pair,
  quantile,
  series,
  SPANS,
} from '@/lib/dashboards/catalog/panels';
import { STREAM_PROCESSING } from '@/lib/dashboards/catalog/stream-processing';
import { connections, eventType, publishes, publishSlow, unheard, unheardOften } from '@/lib/dashboards/catalog/stream-processing-events';
import { failureSpans, finishSpans, increase, ofStreams, platform } from '@/lib/dashboards/catalog/stream-processing-streams';
import type { AlertRule } from '@/lib/model/alert';
import { record } from '@/lib/model/record-field';

const eventName = record('eventName');
/** Streams that came to an end, one way or the other. */
const finishedEvents = all(ofStreams, isOneOf(eventName, 'stream.completed', 'stream.failed'));

/** The spellings of two names that are written alike, one of each at a time. */
function zipped(ones: readonly string[], others: readonly string[]): [string, string][] {
  return ones.flatMap((one, index): [string, string][] => {
    const other = others[index];
    return other === undefined ? [] : [[one, other]];
  });
}

export const STREAM_FAILURES: AlertRule = prebuilt({
  id: 'stream-failures',
  title: 'Stream processing failures',
  description:
    'The share of finished streams that failed, by platform: of the log events stream.completed and stream.failed, or else of spans; where only the counters streams.failed and streams.started are sent, of those that were started. Look first at the stage in which they fail, and whether it is one platform or all.',
  ask: askingFirst(
    asking(ask(series(LOGS, finishedEvents, [{ fn: 'ratio', where: is(eventName, 'stream.failed') }], [platform]))),
    asking(ask(series(SPANS, either(finishSpans, failureSpans), [{ fn: 'ratio', where: failed }], [platform]))),
    ...zipped(spellings(STREAM_PROCESSING, 'failed'), spellings(STREAM_PROCESSING, 'started')).map(([failures, starts]) =>
      asking(
        pair(
          'divide',
          series(metric('failed'), ofStreams, increase, [platform]),
          series(metric('started'), ofStreams, increase, [platform]),
        ),
        { failed: failures, started: starts },
      ),
    ),
  ),
  unit: 'ratio',
  over: millis(15 * MINUTE),
  condition: aboveThresholds(above(0.05, 0.1)),
  message: '{{value}} of the streams from {{platform}} fail, {{threshold}}.',
});

export const PUBLISH_LATENCY: AlertRule = prebuilt({
  id: 'publish-latency',
  title: 'Publish latency',
  description:
    'How long the slowest 5 % of publishes take at least (p95): spans named redis:publish_event. Look first at how busy Redis is, and at very large events.',
  ask: asking(ask(series(SPANS, publishes, [quantile(0.95)]))),
  unit: 'nanoseconds',
  condition: aboveThresholds(publishSlow),
  message: 'Publishing takes {{value}} at p95, {{threshold}}.',
});

export const NOBODY_LISTENING: AlertRule = prebuilt({
  id: 'nobody-listening',
  title: 'Nobody listening',
  description:
    'Events that were published while nobody listened (subscribers is 0), by event type: whoever waits for them waits for ever. Look first at whether the listeners run, and at event streams that broke off.',
  ask: asking(ask(series(SPANS, unheard, [count], [eventType]))),
  unit: 'count',
  condition: aboveThresholds(unheardOften),
  noData: 'ok',
  message: '{{value}} events {{event_type}} were heard by nobody in 5 minutes.',
});

export const EVENT_STREAMS: AlertRule = prebuilt({
  id: 'event-streams',
  title: 'Event stream connections',
  description:
    'Event streams (SSE) that are open at one time. What is too many, or too few, depends on who uses it: set a threshold and resume the rule. Look first at whether clients connect again and again.',
  ask: askingSpelled(connections, STREAM_PROCESSING, 'connections'),
  unit: 'count',
  condition: { is: 'above' },
  message: '{{value}} event streams are open, {{threshold}}.',
  paused: true,
});
