/** Streams as a whole: started, completed, failed, and what was found in them. */
import {
  all,
  allChosen,
  areas,
  ask,
  bars,
  chosen,
  column,
  count,
  counted,
  failed,
  figure,
  first,
  has,
  is,
  isOneOf,
  LOGS,
  metric,
  not,
  pair,
  panel,
  rate,
  senderChosen,
  series,
  SPANS,
  STAT_HEIGHT,
  statRow,
  table,
} from '@/lib/dashboards/catalog/panels';
import type { Section } from '@/lib/model/dashboard';
import { attribute, record } from '@/lib/model/record-field';

export const platform = attribute('platform');
const method = attribute('method');
const platformChosen = chosen('platform', platform);
export const ofStreams = all(allChosen, platformChosen);

/** What the traces of the systems call it: the use case that starts a stream, and the tasks that work on it. */
const startSpans = all(ofStreams, is(record('name'), 'start_stream'));
export const finishSpans = all(ofStreams, is(record('name'), 'detect_highlights_with_ai'), not(failed));
export const failureSpans = all(
  ofStreams,
  isOneOf(record('name'), 'start_stream', 'ingest_stream_with_ffmpeg', 'detect_highlights_with_ai'),
  failed,
);
const highlightSpans = all(allChosen, is(record('name'), 'create_highlight'));
const event = (name: string) => all(ofStreams, is(record('eventName'), name));

/** How much a counter went up. */
export const increase = [figure('increase')];
/** Of the metric `name`, else counted among log events, else among spans. */
const started = first(ask(series(metric('started'), ofStreams, increase)), ask(series(SPANS, startSpans, [count])));
const completed = first(
  ask(series(metric('completed'), ofStreams, increase)),
  ask(series(LOGS, event('stream.completed'), [count])),
  ask(series(SPANS, finishSpans, [count])),
);
const failures = first(
  ask(series(metric('failed'), ofStreams, increase)),
  ask(series(LOGS, event('stream.failed'), [count])),
  ask(series(SPANS, failureSpans, [count])),
);

const STARTED_EMPTY = 'No stream was started. Send the counter streams.started {platform, organization_id}, or spans named start_stream.';
const COMPLETED_EMPTY = 'No stream was completed. Send the counter streams.completed {platform}, or the log event stream.completed.';
const FAILED_EMPTY =
  'No stream failed. Failures come as the counter streams.failed {platform}, the log event stream.failed, or failed spans.';
const RATE_EMPTY = 'Nothing to take a share of. Send the counters streams.started and streams.completed {platform}.';
const ACTIVE_EMPTY = 'No stream is in progress. Send the up-down counter streams.active {platform}.';
const HIGHLIGHTS_EMPTY = 'No highlight was found. Send the counter highlights.detected {method}, or spans named create_highlight.';

const stats = statRow([
  { id: 'started', title: 'Started', ask: started, unit: 'count', better: 'up', empty: STARTED_EMPTY },
  { id: 'completed', title: 'Completed', ask: completed, unit: 'count', better: 'up', empty: COMPLETED_EMPTY },
  { id: 'failed', title: 'Failed', ask: failures, unit: 'count', better: 'down', empty: FAILED_EMPTY },
  {
    id: 'success-rate',
    title: 'Completed of started',
    ask: first(
      pair('divide', series(metric('completed'), ofStreams, increase), series(metric('started'), ofStreams, increase)),
      pair('divide', series(SPANS, finishSpans, [count]), series(SPANS, startSpans, [count])),
    ),
    unit: 'ratio',
    better: 'up',
    thresholds: [
      { at: 0, tone: 'error' },
      { at: 0.9, tone: 'warn' },
      { at: 0.95, tone: 'ok' },
    ],
    empty: RATE_EMPTY,
  },
  {
    id: 'active',
    title: 'Active streams',
    ask: first(
      ask(series(metric('active'), all(senderChosen, platformChosen), [figure('last')])),
      pair('subtract', series(SPANS, startSpans, [count]), series(SPANS, finishSpans, [count])),
    ),
    unit: 'count',
    empty: ACTIVE_EMPTY,
  },
  {
    id: 'highlights',
    title: 'Highlights',
    ask: first(ask(series(metric('detected'), allChosen, increase)), ask(series(SPANS, highlightSpans, [count]))),
    unit: 'count',
    better: 'up',
    empty: HIGHLIGHTS_EMPTY,
  },
]);

export const STREAMS: Section = {
  title: 'Streams',
  folded: false,
  panels: [
    ...stats,
    panel(
      'started-by-platform',
      'Started by platform',
      [0, STAT_HEIGHT, 4, 7],
      first(
        ask(series(metric('started'), ofStreams, [rate], [platform])),
        ask(series(SPANS, all(startSpans, has(platform)), [rate], [platform])),
      ),
      areas('perSecond'),
      { note: 'streams per second', empty: STARTED_EMPTY },
    ),
    panel(
      'failed-by-platform',
      'Failed by platform',
      [4, STAT_HEIGHT, 4, 7],
      first(
        ask(series(metric('failed'), ofStreams, increase, [platform])),
        ask(series(LOGS, event('stream.failed'), [count], [platform])),
        ask(series(SPANS, failureSpans, [count], [platform])),
      ),
      counted(),
      { note: 'streams', empty: FAILED_EMPTY },
    ),
    panel(
      'success-by-platform',
      'Completed of started, by platform',
      [8, STAT_HEIGHT, 4, 7],
      first(
        pair(
          'divide',
          table(metric('completed'), ofStreams, increase, [platform]),
          table(metric('started'), ofStreams, increase, [platform]),
        ),
        pair('divide', table(SPANS, finishSpans, [count], [platform]), table(SPANS, startSpans, [count], [platform])),
      ),
      bars(
        column('Completed', 'ratio', 'text', [
          { at: 0, tone: 'error' },
          { at: 0.9, tone: 'warn' },
          { at: 0.95, tone: 'ok' },
        ]),
      ),
      { empty: RATE_EMPTY },
    ),
    panel(
      'active-by-platform',
      'Active streams by platform',
      [0, STAT_HEIGHT + 7, 4, 7],
      series(metric('active'), all(senderChosen, platformChosen), [figure('last')], [platform]),
      areas('count'),
      { note: 'in progress', empty: 'Spans cannot tell what is still in progress. Send the up-down counter streams.active {platform}.' },
    ),
    panel(
      'highlights-by-method',
      'Highlights by method',
      [4, STAT_HEIGHT + 7, 4, 7],
      first(
        ask(series(metric('detected'), allChosen, increase, [method])),
        ask(series(SPANS, all(highlightSpans, has(method)), [count], [method])),
      ),
      counted(),
      { note: 'found', empty: HIGHLIGHTS_EMPTY },
    ),
    panel(
      'confidence',
      'Confidence of highlights',
      [8, STAT_HEIGHT + 7, 4, 7],
      first(
        ask(series(metric('confidence'), all(senderChosen, platformChosen), [figure('distribution')])),
        ask(series(SPANS, highlightSpans, [figure('distribution', attribute('confidence'))])),
      ),
      { kind: 'heatmap', unit: 'score' },
      {
        note: 'highlights per cell',
        empty:
          'No highlight says how sure it is. Send the histogram highlight.confidence {method, platform}, or spans create_highlight with confidence.',
      },
    ),
  ],
};
