import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, millis } from '@/lib/base/time';
import { BACKFILL } from '@/lib/demo/clock';
import { SERVICES } from '@/lib/demo/fleet';
import { hex } from '@/lib/demo/random';
import type { Played, PlayedSpan } from '@/lib/demo/shape';
import { Traffic } from '@/lib/demo/traffic';

// 2025-06-01T08:00:00Z: the rhythm is 1 there, and 24 hours later, when it goes live.
const START = millis(1_748_764_800_000);

function record(from: number, lasts: number, seed = 1): Played {
  const traffic = new Traffic(seed, START);
  const all: Played = { spans: [], logs: [] };
  for (let moment = from; moment < from + lasts; moment += SECOND) {
    const { spans, logs } = traffic.traces(moment);
    all.spans.push(...spans);
    all.logs.push(...logs);
  }
  return all;
}

const live = record(BACKFILL, 2 * MINUTE);
const byId = new Map(live.spans.map((span) => [hex(span.spanId), span]));
const traces = new Map<string, PlayedSpan[]>();
for (const span of live.spans) traces.set(hex(span.traceId), [...(traces.get(hex(span.traceId)) ?? []), span]);
const roots = live.spans.filter(({ parentSpanId }) => !parentSpanId);

describe('live traffic', () => {
  it('begins 20 traces a second', () => {
    // 2 400 are expected at rhythm 1; four standard deviations are 4 × √2400 = 196.
    expect(Math.abs(roots.length - 2_400)).toBeLessThan(196);
  });

  it('has one root in every trace, and no id twice', () => {
    expect(roots.length).toBe(traces.size);
    expect(byId.size).toBe(live.spans.length);
  });

  it('has every parent in the same trace, begun before its child and, but for work that goes on by itself, ended after it', () => {
    for (const span of live.spans) {
      expect(span.to).toBeGreaterThan(span.from);
      if (!span.parentSpanId) continue;
      const parent = byId.get(hex(span.parentSpanId));
      expect(hex(parent?.traceId ?? span.spanId)).toBe(hex(span.traceId));
      expect(parent?.from).toBeLessThanOrEqual(span.from);
      if (span.kind !== 'Consumer') expect(parent?.to).toBeGreaterThanOrEqual(span.to);
    }
  });

  it('plays all services, on five hosts, with each tenant key in its own system', () => {
    const of = (key: string): Set<unknown> => new Set(live.spans.map(({ resource }) => resource.attributes[key]));
    expect([...of('service.name')].sort()).toEqual(Object.keys(SERVICES).sort());
    expect(of('host.name').size).toBe(5);
    const keyOf = (service: string, key: string): boolean =>
      roots.some(({ resource, attributes }) => resource.attributes['service.name'] === service && key in attributes);
    expect(keyOf('highlights-api', 'organization_id')).toBe(true);
    expect(keyOf('marketing-agent', 'account_id')).toBe(true);
    expect(keyOf('agent-gateway', 'tenant_id')).toBe(true);
    expect(keyOf('memory-gateway', 'tenant.id')).toBe(true);
  });

  it('has the whole tree of a started stream', () => {
    const started = roots.find(
      (span) => span.name === 'POST /api/v1/streams' && traces.get(hex(span.traceId))?.some(({ name }) => name === 'create_highlight'),
    );
    const tree = traces.get(hex(started?.traceId ?? new Uint8Array())) ?? [];
    const parentOf = (name: string): string | undefined => {
      const span = tree.find((each) => each.name === name);
      return span?.parentSpanId && byId.get(hex(span.parentSpanId))?.name;
    };
    const expected: Record<string, string> = {
      start_stream: 'POST /api/v1/streams',
      validate_user: 'start_stream',
      check_quota: 'start_stream',
      start_stream_processing: 'start_stream',
      detect_platform: 'start_stream_processing',
      save_stream: 'start_stream_processing',
      get_agent_config: 'start_stream_processing',
      trigger_async_processing: 'start_stream_processing',
      trigger_webhook: 'start_stream',
      ingest_stream_with_ffmpeg: 'POST /api/v1/streams',
      probe_stream: 'ingest_stream_with_ffmpeg',
      create_segments: 'ingest_stream_with_ffmpeg',
      extract_keyframes: 'ingest_stream_with_ffmpeg',
      detect_highlights_with_ai: 'POST /api/v1/streams',
      analyze_content_segment: 'detect_highlights_with_ai',
      should_create_highlight: 'detect_highlights_with_ai',
      create_highlight: 'detect_highlights_with_ai',
    };
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, parentOf(name)]))).toEqual(expected);
  });

  it('links what an event stream receives to what was published', () => {
    const received = live.spans.filter(({ name }) => name === 'sse:event_received');
    expect(received.length).toBeGreaterThan(0);
    for (const { links, from } of received) {
      const publish = byId.get(hex(links[0]?.spanId ?? new Uint8Array()));
      expect(publish?.name).toBe('redis:publish_event');
      expect(publish?.to).toBeLessThanOrEqual(from);
    }
  });

  it('puts on every span of memory cloud what its operators want', () => {
    for (const { resource, attributes } of live.spans) {
      if (!String(resource.attributes['service.name']).startsWith('memory')) continue;
      expect(Object.keys(attributes)).toEqual(
        expect.arrayContaining(['tenant.id', 'user.id', 'workos_user_id', 'service.namespace', 'operation.type', 'tenant.app_name']),
      );
    }
  });
});

it('is the same for the same seed, and another for another', () => {
  const text = (played: Played): string => JSON.stringify(played);
  expect(text(record(0, 2 * MINUTE, 5))).toBe(text(record(0, 2 * MINUTE, 5)));
  expect(text(record(0, 2 * MINUTE, 5))).not.toBe(text(record(0, 2 * MINUTE, 6)));
});

describe('incidents in the traces', () => {
  const share = (moment: number, matches: (span: PlayedSpan) => boolean, of: (span: PlayedSpan) => boolean): number => {
    const among = record(moment, 2 * MINUTE).spans.filter((span) => of(span) && span.resource.id.includes('production'));
    return among.filter(matches).length / among.length;
  };
  const minute = (of: number): number => BACKFILL + of * MINUTE;
  const starts = ({ name }: PlayedSpan): boolean => name === 'POST /api/v1/streams';
  const lasts =
    (ms: number) =>
    ({ from, to }: PlayedSpan): boolean =>
      to - from > ms;

  it('badDeploy breaks one route, on the second version', () => {
    const broken = ({ status, resource }: PlayedSpan): boolean => status === 'Error' && resource.attributes['service.version'] === '2.8.0';
    expect(share(minute(5), broken, starts)).toBeGreaterThan(0.4);
    expect(share(minute(0), broken, starts)).toBe(0);
  });

  it('slowDatabase makes statements take seconds', () => {
    const statements = ({ name }: PlayedSpan): boolean => name.startsWith('SELECT');
    expect(share(minute(16), lasts(1_000), statements)).toBeGreaterThan(0.9);
    expect(share(minute(12), lasts(1_000), statements)).toBe(0);
  });

  it('queueBacksUp lets publishes take over 100 ms', () => {
    const publishes = ({ name }: PlayedSpan): boolean => name === 'redis:publish_event';
    expect(share(minute(27), lasts(100), publishes)).toBeGreaterThan(0.5);
    expect(share(minute(23), lasts(100), publishes)).toBe(0);
  });

  it('overQuota refuses one tenant', () => {
    const refused = ({ attributes }: PlayedSpan): boolean => attributes['http.response.status_code'] === 429;
    const oneTenant = (span: PlayedSpan): boolean => starts(span) && span.attributes.organization_id === 'org_sparrow';
    expect(share(minute(39), refused, oneTenant)).toBe(1);
    expect(share(minute(35), refused, starts)).toBe(0);
  });

  it('nobodyListening leaves one event type without subscribers', () => {
    const candidates = ({ attributes }: PlayedSpan): boolean => attributes.event_type === 'candidates_found' && 'subscribers' in attributes;
    const unheard = ({ attributes }: PlayedSpan): boolean => attributes.subscribers === 0;
    expect(share(minute(50), unheard, candidates)).toBe(1);
    expect(share(minute(46), unheard, candidates)).toBe(0);
  });
});

it('shows three versions of each service over the day', () => {
  const traffic = new Traffic(1, START);
  const versions = new Set<unknown>();
  for (let moment = 0; moment < BACKFILL; moment += HOUR / 4) {
    for (const { resource } of traffic.metrics(moment))
      if (resource.attributes['service.name'] === 'highlights-api') versions.add(resource.attributes['service.version']);
  }
  expect([...versions]).toEqual(['2.7.4', '2.8.0', '2.8.1']);
});

it('exports metrics at its interval, and once more when it ends', () => {
  const traffic = new Traffic(1, START, BACKFILL - HOUR);
  const begin = BACKFILL - HOUR;
  const minute = 60_000;
  expect(traffic.metrics(begin + minute - 1)).toEqual([]);
  expect(traffic.metrics(begin + minute).length).toBeGreaterThan(0);
  expect(traffic.metrics(begin + minute + 1_000)).toEqual([]);
  expect(traffic.lastMetrics(begin + minute + 1_000).length).toBeGreaterThan(0);
});
