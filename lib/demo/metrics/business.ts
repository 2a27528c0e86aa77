/** What the Highlights API counts: streams, highlights, tasks, money, quotas. Rates are those of its live traces. */
import { DAY, MINUTE } from '@/lib/base/time';
import { OVER_QUOTA, shareOf, TENANTS, type Tenant } from '@/lib/demo/tenants';
import type { Instrument, Reading, Source } from '@/lib/demo/metrics/instrument';
import { METHODS, PLATFORMS } from '@/lib/demo/systems/highlights';

const api: Source = { service: 'highlights-api', host: 'fra-web-1' };
const worker: Source = { service: 'highlights-worker', host: 'fra-work-1' };

/** Streams started per second, live. */
const STREAMS = 1.7;
/** Highlights per stream, and how sure each method is, as a median. */
const METHOD_FINDS: Readonly<Record<(typeof METHODS)[number], number>> = { ai: 0.3, audio_peak: 0.15, chat_spike: 0.1 };
const METHOD_IS_SURE: Readonly<Record<(typeof METHODS)[number], number>> = { ai: 0.74, audio_peak: 0.6, chat_spike: 0.52 };
const PLATFORM_SHARE: Readonly<Record<(typeof PLATFORMS)[number], number>> = { twitch: 0.5, youtube: 0.3, rtmp: 0.2 };
/** API calls per second that the quota counts, live. */
const CALLS = 7;

const streams = (
  share: (reading: Reading) => number,
): { attributes: { platform: string; organization_id: string }; perSecond: (reading: Reading) => number }[] =>
  PLATFORMS.flatMap((platform) =>
    TENANTS.map((tenant) => ({
      attributes: { platform, organization_id: tenant.id },
      perSecond: (reading: Reading): number => STREAMS * PLATFORM_SHARE[platform] * shareOf(tenant) * reading.busy * share(reading),
    })),
  );

/** Share of streams that fail: the bad deploy breaks the start, the full queue lets sources expire. */
function failing(reading: Reading): number {
  if (reading.since('badDeploy') !== undefined) return 0.38;
  return reading.since('queueBacksUp') !== undefined ? 0.17 : 0.008;
}

/** Quota used since midnight UTC, as a share: tenants are at 20–75 % by the evening, but for one that runs over. */
function quotaUsed(tenant: Tenant, { at, since }: Reading, start: number): number {
  const day = ((start + at) % DAY) / DAY;
  const reach = 0.2 + 0.55 * ((tenant.users * 7) % 10) * 0.1;
  const over = tenant === OVER_QUOTA ? since('overQuota') : undefined;
  return over === undefined ? reach * day : 1.02 + 0.1 * Math.min(1, over / (10 * MINUTE));
}

const perTenant = (
  perSecond: (tenant: Tenant, reading: Reading) => number,
): { attributes: { organization_id: string }; perSecond: (reading: Reading) => number }[] =>
  TENANTS.map((tenant) => ({
    attributes: { organization_id: tenant.id },
    perSecond: (reading: Reading): number => perSecond(tenant, reading),
  }));

/** `start`: Unix milliseconds of moment 0, for what begins anew at midnight. */
export function businessMetrics(start: number): readonly Instrument[] {
  return [
    { name: 'streams.started', unit: '{stream}', description: 'Streams started', from: api, kind: 'counter', series: streams(() => 1) },
    {
      name: 'streams.completed',
      unit: '{stream}',
      description: 'Streams processed to the end',
      from: worker,
      kind: 'counter',
      series: streams((reading) => 1 - failing(reading)),
    },
    {
      name: 'streams.failed',
      unit: '{stream}',
      description: 'Streams given up',
      from: worker,
      kind: 'deltaCounter',
      series: streams(failing),
    },
    {
      name: 'streams.active',
      unit: '{stream}',
      description: 'Streams in progress',
      from: worker,
      kind: 'upDownCounter',
      series: PLATFORMS.map((platform) => ({
        attributes: { platform },
        value: ({ busy, random, since }) =>
          random.poisson(22 * PLATFORM_SHARE[platform] * busy * (since('queueBacksUp') === undefined ? 1 : 4)),
      })),
    },
    {
      name: 'highlights.detected',
      unit: '{highlight}',
      description: 'Highlights found',
      from: worker,
      kind: 'deltaCounter',
      series: METHODS.flatMap((method) =>
        perTenant((tenant, { busy }) => STREAMS * METHOD_FINDS[method] * shareOf(tenant) * busy).map((each) => ({
          ...each,
          attributes: { ...each.attributes, method },
        })),
      ),
    },
    {
      name: 'highlight.confidence',
      unit: '1',
      description: 'How sure the detection was',
      from: worker,
      kind: 'histogram',
      bounds: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
      series: METHODS.flatMap((method) =>
        PLATFORMS.map((platform) => ({
          attributes: { method, platform },
          perSecond: ({ busy }: Reading) => STREAMS * 0.18 * PLATFORM_SHARE[platform] * busy,
          draw: ({ random }: Reading) => Math.min(1, random.around(METHOD_IS_SURE[method], 0.22)),
        })),
      ),
    },
    {
      name: 'processing.duration',
      unit: 's',
      description: 'Time that a stage of the processing took',
      from: worker,
      kind: 'histogram',
      bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      series: Object.entries({ probe: 0.09, segment: 0.32, keyframes: 0.21, upload: 0.08, analyze: 0.52 }).map(([stage, typical]) => ({
        attributes: { stage },
        perSecond: ({ busy }) => STREAMS * busy,
        draw: ({ random, since }) => random.around(since('queueBacksUp') === undefined ? typical : typical * 2.5),
      })),
    },
    {
      name: 'task.duration',
      unit: 's',
      description: 'Time that a task took',
      from: worker,
      kind: 'exponentialHistogram',
      series: Object.entries({ ingest_stream_with_ffmpeg: 0.72, detect_highlights_with_ai: 0.54 }).flatMap(([task, typical]) =>
        TENANTS.map((tenant) => ({
          attributes: { task, organization_id: tenant.id },
          perSecond: ({ busy }: Reading) => STREAMS * shareOf(tenant) * busy,
          draw: ({ random }: Reading) => random.around(typical),
        })),
      ),
    },
    {
      name: 'stream.cost',
      unit: 'USD',
      description: 'What processing the streams has cost',
      from: worker,
      kind: 'counter',
      fractions: true,
      series: PLATFORMS.map((platform) => ({
        attributes: { platform },
        perSecond: ({ busy }) => STREAMS * PLATFORM_SHARE[platform] * busy * { twitch: 0.011, youtube: 0.014, rtmp: 0.019 }[platform],
      })),
    },
    {
      name: 'api.usage',
      unit: '{call}',
      description: 'API calls',
      from: api,
      kind: 'counter',
      series: perTenant((tenant, { busy }) => CALLS * shareOf(tenant) * busy),
    },
    {
      name: 'quota.used',
      unit: '{call}',
      description: 'API calls used of the daily quota',
      from: api,
      kind: 'gauge',
      series: TENANTS.map((tenant) => ({
        attributes: { organization_id: tenant.id },
        value: (reading) => Math.round(tenant.quota * quotaUsed(tenant, reading, start)),
      })),
    },
    {
      name: 'quota.limit',
      unit: '{call}',
      description: 'The daily quota',
      from: api,
      kind: 'gauge',
      series: TENANTS.map((tenant) => ({ attributes: { organization_id: tenant.id }, value: () => tenant.quota })),
    },
    {
      name: 'quota.exceeded',
      unit: '{event}',
      description: 'Calls refused because the quota was used up',
      from: api,
      kind: 'deltaCounter',
      series: perTenant((tenant, { since }) => (tenant === OVER_QUOTA && since('overQuota') !== undefined ? 0.2 : 0)),
    },
  ];
}
