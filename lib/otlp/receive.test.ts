import { describe, expect, it, vi } from 'vitest';
import { millis } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { createReceiver, type ReceiverOptions } from '@/lib/otlp/receive';
import { requestId } from '@/lib/otlp/replay';
import { hasSettled, HeldIngest } from '@/lib/otlp/testing/held-ingest';
import { encodeMessage, encodeSpans, hexBytes, kv, span } from '@/lib/otlp/testing/otlp-messages';

/** 2026-03-01T00:00:01Z: a second after the spans' start. */
const NOW = millis(1_772_323_201_000);

function setUp(options: Partial<ReceiverOptions> = {}) {
  const store = new HeldIngest();
  const report = vi.fn();
  const receiver = createReceiver({
    ingest: store.ingest,
    report,
    retentionDays: { traces: 30, logs: 30, metrics: 30 },
    now: () => NOW,
    ...options,
    limits: { lingerMillis: 0, ...options.limits },
  });
  return { store, report, receiver };
}

const named = (name: string): Buffer => encodeSpans(span({ name }));

describe('a good request', () => {
  it('is accepted once its rows are stored, under the hash of its body', async () => {
    const { store, receiver } = setUp();
    const body = named('a');
    const reply = receiver.receive('traces', body, 'protobuf');
    const insert = await store.next();
    expect(insert.requests).toMatchObject([
      { id: requestId('traces', body), spans: [{ name: 'a' }], pendingSpans: [], logs: [], points: [] },
    ]);
    expect(await hasSettled(reply)).toBe(false);
    insert.finish();
    expect(await reply).toEqual({ kind: 'accepted', rejected: 0, reason: '' });
  });

  it('of logs or metrics is stored as such', async () => {
    const { store, receiver } = setUp();
    const json = '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hi"}}]}]}]}';
    const logs = receiver.receive('logs', Buffer.from(json), 'json');
    const first = await store.next();
    expect(first.requests).toMatchObject([{ logs: [{ body: { type: 'string', text: 'hi' }, time: 1_772_323_201_000_000_000n }] }]);
    first.finish();
    await logs;
    const gauge = { dataPoints: [{ timeUnixNano: '1772323200000000000', asDouble: 2 }] };
    const body = encodeMessage('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', gauge }] }] }] });
    const metrics = receiver.receive('metrics', body, 'protobuf');
    const second = await store.next();
    expect(second.requests).toMatchObject([{ points: [{ name: 'm', data: { type: 'gauge', value: 2 } }] }]);
    second.finish();
    await metrics;
  });

  it('with bad rows keeps the good ones', async () => {
    const { store, receiver } = setUp();
    const reply = receiver.receive('traces', encodeSpans(span({ traceId: hexBytes('ab') }), span({ name: 'good' })), 'protobuf');
    const insert = await store.next();
    expect(insert.requests).toMatchObject([{ spans: [{ name: 'good' }] }]);
    insert.finish();
    expect(await reply).toEqual({ kind: 'accepted', rejected: 1, reason: 'trace_id has 1 bytes; it must have 16.' });
  });

  it('without any rows needs no insert', async () => {
    const { store, receiver } = setUp();
    expect(await receiver.receive('traces', Buffer.alloc(0), 'protobuf')).toEqual({ kind: 'accepted', rejected: 0, reason: '' });
    expect(await receiver.receive('traces', encodeSpans(span({ spanId: hexBytes('') })), 'protobuf')).toMatchObject({
      kind: 'accepted',
      rejected: 1,
    });
    expect(store.begun).toBe(0);
  });
});

describe('a request that can never succeed', () => {
  it.each(['protobuf', 'json'] as const)('is malformed in %s', async (encoding) => {
    const { report, receiver } = setUp();
    expect(await receiver.receive('traces', Buffer.from('<html>'), encoding)).toMatchObject({ kind: 'malformed' });
    expect(report).not.toHaveBeenCalled();
  });

  it('is too large where it would decode to too much', async () => {
    const { receiver } = setUp({ maxItems: 10 });
    const attributes = Array.from({ length: 20 }, (_, i) => kv(`k${i}`, { boolValue: true }));
    expect(await receiver.receive('traces', encodeSpans(span({ attributes })), 'protobuf')).toMatchObject({
      kind: 'tooLarge',
      reason: expect.stringContaining('more than 10') as string,
    });
  });

  it('is too large where its JSON would parse to too much', async () => {
    const { receiver } = setUp({ maxItems: 10 });
    expect(await receiver.receive('traces', Buffer.from(`{"x":[${'{},'.repeat(50)}{}]}`), 'json')).toMatchObject({
      kind: 'tooLarge',
      reason: expect.stringContaining('more than 40') as string,
    });
  });

  it('is malformed where the store refuses its rows', async () => {
    const { store, receiver } = setUp();
    const reply = receiver.receive('traces', named('a'), 'protobuf');
    (await store.next()).fail(new BackendError('invalid', 'No such value.'));
    expect(await reply).toEqual({ kind: 'malformed', reason: 'The store refused it: No such value.' });
  });
});

describe('a request that can succeed later', () => {
  it('is failed where the insert fails, and stored when it comes again', async () => {
    const { store, report, receiver } = setUp();
    const body = named('a');
    const reply = receiver.receive('traces', body, 'protobuf');
    (await store.next()).fail(new BackendError('unreachable', 'No answer.'));
    expect(await reply).toEqual({ kind: 'failed', reason: 'The store could not take it: No answer.', retryAfterSeconds: 5 });
    expect(report).toHaveBeenCalledOnce();
    const again = receiver.receive('traces', body, 'protobuf');
    (await store.next()).finish();
    expect(await again).toMatchObject({ kind: 'accepted' });
  });

  it('is turned away while the queue is full', async () => {
    const { store, receiver } = setUp({ limits: { queueRows: 1 } });
    const first = receiver.receive('traces', named('a'), 'protobuf');
    expect(receiver.full()).toBe(true);
    expect(await receiver.receive('traces', named('b'), 'protobuf')).toMatchObject({ kind: 'overloaded', retryAfterSeconds: 1 });
    (await store.next()).finish();
    await first;
    await receiver.flush();
    expect(receiver.full()).toBe(false);
  });

  it('is turned away after close, which stores what came before', async () => {
    const { store, receiver } = setUp({ limits: { lingerMillis: 3_600_000 } });
    const first = receiver.receive('traces', named('a'), 'protobuf');
    const closed = receiver.close();
    expect(await receiver.receive('traces', named('b'), 'protobuf')).toMatchObject({
      kind: 'overloaded',
      reason: 'Hearth is shutting down.',
    });
    (await store.next()).finish();
    await closed;
    expect(await first).toMatchObject({ kind: 'accepted' });
  });
});

describe('a replay', () => {
  it('of a request under way waits for the same insert', async () => {
    const { store, receiver } = setUp();
    const body = named('a');
    const replies = [receiver.receive('traces', body, 'protobuf'), receiver.receive('traces', Buffer.from(body), 'protobuf')];
    const insert = await store.next();
    expect(insert.requests).toHaveLength(1);
    expect(await hasSettled(Promise.race(replies))).toBe(false);
    insert.finish();
    expect(await Promise.all(replies)).toEqual([
      { kind: 'accepted', rejected: 0, reason: '' },
      { kind: 'accepted', rejected: 0, reason: '' },
    ]);
    expect(store.begun).toBe(1);
  });

  it('of an acknowledged request is acknowledged with the same reply and not stored', async () => {
    const { store, receiver } = setUp();
    const body = encodeSpans(span({ traceId: hexBytes('ab') }), span());
    const first = receiver.receive('traces', body, 'protobuf');
    (await store.next()).finish();
    expect(await receiver.receive('traces', body, 'protobuf')).toEqual(await first);
    expect(store.begun).toBe(1);
  });

  it('is known to another signal as another request', () => {
    const body = Buffer.from('same bytes');
    expect(new Set([requestId('traces', body), requestId('logs', body), requestId('metrics', body)]).size).toBe(3);
  });

  it('is forgotten after so many others', async () => {
    const { store, receiver } = setUp({ rememberedRequests: 2 });
    const store1 = async (name: string) => {
      const reply = receiver.receive('traces', named(name), 'protobuf');
      (await store.next()).finish();
      await reply;
    };
    for (const name of ['a', 'b', 'c']) await store1(name);
    await receiver.receive('traces', named('b'), 'protobuf');
    expect(store.begun).toBe(3);
    await store1('a');
    expect(store.begun).toBe(4);
  });
});

describe('the statistics', () => {
  it('count stored rows a second, rejected records, and the median lag', async () => {
    let now = NOW;
    const { store, receiver } = setUp({ now: () => now });
    expect(receiver.stats()).toEqual({ perSecond: 0, lagMillis: 0, rejected: 0 });
    for (const lag of [10, 500, 30]) {
      const reply = receiver.receive(
        'traces',
        encodeSpans(span({ name: `lag ${lag}` }), span(), span({ spanId: hexBytes('00') })),
        'protobuf',
      );
      const insert = await store.next();
      now = millis(now + lag);
      insert.finish();
      await reply;
    }
    // 6 rows over 60 s; the lags are 10, 30, 500; the last came 540 ms after NOW.
    expect(receiver.stats()).toEqual({ perSecond: 0.1, lagMillis: 30, rejected: 3, lastAt: NOW + 540 });
    now = millis(NOW + 61_000);
    expect(receiver.stats()).toEqual({ perSecond: 0, lagMillis: 0, rejected: 3, lastAt: NOW + 540 });
  });
});
