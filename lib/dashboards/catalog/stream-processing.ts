/** Stream processing: are streams getting through, where do they wait, does anyone hear of it. */
import { choice, CHOICES, metricNamed, spelled } from '@/lib/dashboards/catalog/panels';
import { EVENT_FLOW, MESSAGES } from '@/lib/dashboards/catalog/stream-processing-events';
import { PROCESSING } from '@/lib/dashboards/catalog/stream-processing-stages';
import { STREAMS } from '@/lib/dashboards/catalog/stream-processing-streams';
import type { Dashboard } from '@/lib/model/dashboard';
import { attribute } from '@/lib/model/record-field';

export const STREAM_PROCESSING: Dashboard = {
  version: 2,
  slug: 'stream-processing',
  title: 'Stream processing',
  description: 'Streams from start to highlight: how many get through, how long each stage takes, where they queue, and who hears of it.',
  prebuilt: true,
  folder: '',
  tags: [],
  variables: [
    ...CHOICES,
    choice('platform', attribute('platform')),
    metricNamed('started', 'streams started', ...spelled(['streams.started', 'stream.started', 'highlights.streams.started'], '_total')),
    metricNamed(
      'completed',
      'streams completed',
      ...spelled(['streams.completed', 'stream.completed', 'highlights.streams.completed'], '_total'),
    ),
    metricNamed('failed', 'streams failed', ...spelled(['streams.failed', 'stream.failed', 'highlights.streams.failed'], '_total')),
    metricNamed('active', 'active streams', ...spelled(['streams.active', 'active_streams', 'highlights.streams.active'])),
    metricNamed(
      'stageDuration',
      'stage duration',
      ...spelled(['processing.duration', 'stream.processing.duration', 'highlights.processing.duration'], '_seconds'),
    ),
    metricNamed(
      'taskDuration',
      'task duration',
      ...spelled(['task.duration', 'celery.task.duration', 'highlights.task.duration'], '_seconds'),
    ),
    metricNamed('queueSize', 'queue size', ...spelled(['queue.size', 'queue.depth', 'queue.length', 'celery.queue.length'])),
    metricNamed(
      'detected',
      'highlights detected',
      ...spelled(['highlights.detected', 'highlight.detected', 'highlights.created'], '_total'),
    ),
    metricNamed('confidence', 'highlight confidence', ...spelled(['highlight.confidence', 'highlights.confidence'])),
    metricNamed('published', 'events published', ...spelled(['events.published', 'redis.events.published'], '_total')),
    metricNamed('publishDuration', 'publish duration', ...spelled(['redis.publish.duration', 'events.publish.duration'], '_milliseconds')),
    metricNamed('connections', 'event streams', ...spelled(['sse.connections.active', 'sse.connections', 'sse.active_connections'])),
  ],
  sections: [STREAMS, PROCESSING, EVENT_FLOW, MESSAGES],
};
