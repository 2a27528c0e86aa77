/** What every store must do with spans and traces, on a real engine: embedded, and behind a server's protocol. */
import { expect, test } from 'vitest';
import type { ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { at, attribute, EVERY_TYPE, request, SCOPE, span, START, TRACE } from '@/lib/backends/clickhouse/sample.testing';
import { describeStores } from '@/lib/backends/contract.testing';
import { assert } from '@/lib/base/assert';
import { nanos } from '@/lib/base/time';
import type { TracePart } from '@/lib/model/trace';
import { SpanColumns } from '@/lib/waterfall/columns';

const { signal } = new AbortController();

async function partsOf(parts: AsyncIterable<TracePart>): Promise<TracePart[]> {
  const all: TracePart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

/** A trace as a list of spans, strings put in. */
async function readTrace(backend: ClickhouseBackend, traceId: string, limit = 1_000) {
  const parts = await partsOf(backend.trace(traceId, { limit }, signal));
  const [head] = parts;
  assert(head?.kind === 'head', 'a trace begins with its head');
  const columns = new SpanColumns(head);
  for (const part of parts) if (part.kind === 'spans') columns.append(part);
  const spans = Array.from({ length: columns.count }, (_, span) => ({
    spanId: columns.spanIdOf(span),
    parent: columns.parentIdOf(span),
    start: columns.startOf(span),
    duration: columns.duration[span],
    service: columns.serviceOf(span),
    name: columns.nameOf(span),
    message: columns.messageOf(span),
    kind: columns.kindOf(span),
    status: columns.statusOf(span),
    level: columns.level[span],
    events: columns.events[span],
    links: columns.links[span],
    remote: columns.hasRemoteParent(span),
  }));
  return { head, end: parts.at(-1), spans };
}

describeStores('traces of a store', (store) => {
  test('keeps a span exactly', async () => {
    const whole = span({
      flags: 0x301,
      traceState: 'a=b',
      parentSpanId: '00000000000000aa',
      statusCode: 'Error',
      statusMessage: 'no stock',
      message: 'GET /orders → 500',
      level: 17,
      tags: ['shop', 'eu'],
      attributes: EVERY_TYPE,
      events: [{ time: at(7n), name: 'exception', attributes: [attribute('exception.type', 'KeyError'), attribute('n', '1', 'int')] }],
      links: [{ traceId: 'b'.repeat(32), spanId: 'c'.repeat(16), traceState: 'x=y', attributes: [attribute('ok', 'false', 'bool')] }],
    });
    await store.backend.ingest([request({ spans: [whole] })]);

    expect(await store.backend.span(TRACE, whole.spanId, signal)).toEqual({
      traceId: TRACE,
      spanId: '0000000000000001',
      parentSpanId: '00000000000000aa',
      traceState: 'a=b',
      flags: 0x301,
      time: String(START),
      duration: '1500000',
      service: 'checkout',
      name: 'GET /orders',
      message: 'GET /orders → 500',
      kind: 'Server',
      status: 'Error',
      statusMessage: 'no stock',
      level: 17,
      tags: ['shop', 'eu'],
      scope: { name: SCOPE.name, version: SCOPE.version },
      attributes: EVERY_TYPE,
      resource: whole.resource.attributes,
      events: [{ ...whole.events[0], time: String(at(7n)) }],
      links: whole.links,
    });
    expect(await store.backend.span(TRACE, 'ffffffffffffffff', signal)).toBeUndefined();
  });

  test('streams a trace in order of start, each span once, exact to the nanosecond', async () => {
    const traceId = 'a'.repeat(31) + '2';
    const root = span({ traceId, spanId: '0000000000000010', duration: nanos(5_000n) });
    const child = span({ traceId, spanId: '0000000000000011', parentSpanId: root.spanId, name: 'query', kind: 'Client', start: at(3n) });
    await store.backend.ingest([request({ spans: [child, root] })]);
    await store.backend.ingest([request({ spans: [child] })]);

    const { head, end, spans } = await readTrace(store.backend, traceId);
    expect(head).toEqual({ kind: 'head', traceId, origin: String(START), total: 2, errors: 0, open: 0 });
    expect(end).toEqual({ kind: 'end', spans: 2, more: false });
    const common = { service: 'checkout', message: '', status: 'Unset', level: 9, events: 0, links: 0, remote: false };
    expect(spans).toEqual([
      { ...common, spanId: root.spanId, parent: '', start: 0, duration: 5_000, name: 'GET /orders', kind: 'Server' },
      { ...common, spanId: child.spanId, parent: root.spanId, start: 3, duration: 1_500_000, name: 'query', kind: 'Client' },
    ]);
  });

  test('says that a trace is unknown', async () => {
    expect(await partsOf(store.backend.trace('f'.repeat(32), { limit: 9 }, signal))).toEqual([
      { kind: 'head', traceId: 'f'.repeat(32), origin: '0', total: 0, errors: 0, open: 0 },
      { kind: 'end', spans: 0, more: false },
    ]);
  });

  test('shows a span that has begun, until its end comes', async () => {
    const traceId = 'a'.repeat(31) + '3';
    const begun = span({ traceId, spanId: '0000000000000020', attributes: [attribute('a', '1', 'int')] });
    await store.backend.ingest([request({ pendingSpans: [begun] })]);
    expect((await readTrace(store.backend, traceId)).spans).toMatchObject([{ spanId: begun.spanId, start: 0, duration: -1 }]);
    expect(await store.backend.span(traceId, begun.spanId, signal)).toMatchObject({ duration: '-1', attributes: begun.attributes });

    await store.backend.ingest([request({ spans: [begun] })]);
    expect((await readTrace(store.backend, traceId)).spans).toMatchObject([{ spanId: begun.spanId, duration: 1_500_000 }]);
    expect(await store.backend.span(traceId, begun.spanId, signal)).toMatchObject({ duration: '1500000' });
  });
});
