/** Whether a record passes a filter is known in two places: the engine, and lib/live. Both are asked here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, log, openTestStore, resource, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { createPasses } from '@/lib/live/passes';
import { whyPolled } from '@/lib/live/why-polled';
import type { Field } from '@/lib/model/field';
import type { Filter, Scalar } from '@/lib/model/filter';
import type { RowsSpec } from '@/lib/model/query';
import { attribute, record, RECORD_FIELDS } from '@/lib/model/record-field';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import { SPAN_KINDS, STATUS_CODES, type LogRecord, type Span } from '@/lib/model/telemetry';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

/** Mulberry32 (Tommy Ettinger, public domain): the same numbers from 0 to 1 every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const next = random(20_261_121);
const below = (count: number) => Math.floor(next() * count);
function pick<T>(list: readonly T[]): T {
  return list[below(list.length)] as T;
}
const chance = (share: number) => next() < share;

const WORDS = ['', 'alpha', 'Alpha', 'ALPHABET', 'beta', 'Überfall', 'überfall', 'ΣΑΣ', 'σασ', '💩', '\ufffd', 'a b', 'production', 'true', 'false', 'Error', 'server', 'GET', 'http://alpha:80/x']; // prettier-ignore
const NUMBERS = ['5', '5.0', '-5', '+5', ' 5', '5 ', '1e3', '.5', '0x10', 'inf', '-Infinity', 'nan', '200', '404', '503', '70000', '200.0', '0', '00200', '9007199254740993']; // prettier-ignore
const KEYS = [
  ...['n', 's', 'tenant.id', 'tenant_id', 'account_id', 'http.response.status_code', 'http.status_code', 'http.route', 'http.target'],
  ...['deployment.environment.name', 'service.namespace', 'user.id', 'gen_ai.usage.input_tokens', 'operation.cost', 'db.system'],
  ...['peer.service', 'http.url', 'url.full', 'exception.type', 'exception.message', 'service.name', 'celery.task_name', 'logfire.msg'],
];
const anyText = () => (chance(0.5) ? pick(WORDS) : pick(NUMBERS));
const anyAttributes = (most: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: below(most) }, () => [pick(KEYS), anyText()]));
const anyResource = () => resource(pick(['api', 'web', '']), anyAttributes(4));
const anyScope = () => ({ name: pick(WORDS), version: '', attributes: [{ key: 's', type: 'string' as const, text: anyText() }], schemaUrl: '' }); // prettier-ignore
const anyTags = () => Array.from({ length: below(3) }, () => pick(['x', 'y', 'alpha']));
const toAttributes = (values: Record<string, string>) =>
  Object.entries(values).map(([key, text]) => ({ key, type: 'string' as const, text }));

/** `number` tells it from all others. */
function anySpan(number: number): Span {
  return span({
    resource: anyResource(),
    scope: anyScope(),
    traceId: pick(['ab', 'cd']).repeat(16),
    spanId: number.toString(16).padStart(16, '0'),
    parentSpanId: chance(0.5) ? '' : 'ef'.repeat(8),
    flags: pick([0, 1, 0x100, 0x300]),
    name: pick(WORDS),
    kind: pick(SPAN_KINDS),
    start: at(number),
    duration: BigInt(pick([0, 1, 5, 1_000, 1_000_000, 3_000_000_000])) as Span['duration'],
    statusCode: pick(STATUS_CODES),
    statusMessage: pick(WORDS),
    attributes: anyAttributes(7),
    events: Array.from({ length: below(3) }, () => ({
      time: at(number),
      name: pick(['exception', 'other']),
      attributes: toAttributes(anyAttributes(5)),
    })),
    message: pick(WORDS),
    level: pick([0, 5, 9, 13, 17]),
    tags: anyTags(),
  });
}

function anyLog(number: number): LogRecord {
  return log({
    resource: anyResource(),
    scope: anyScope(),
    traceId: chance(0.5) ? '' : pick(['ab', 'cd']).repeat(16),
    spanId: chance(0.5) ? '' : 'ef'.repeat(8),
    time: at(number),
    severity: pick([0, 5, 9, 13, 17, 21]),
    severityText: pick(WORDS),
    body: pick(WORDS),
    eventName: pick(WORDS),
    attributes: anyAttributes(7),
    tags: anyTags(),
  });
}

function anyField(): Field {
  if (chance(0.6)) return record(pick(RECORD_FIELDS));
  return chance(0.6) ? attribute(pick(KEYS)) : { in: pick(['resource', 'scope']), key: pick(KEYS) };
}

function anyValue(): Scalar {
  if (chance(0.15)) return chance(0.5);
  if (chance(0.4)) return pick([0, 1, 5, -5, 0.5, 9, 17, 200, 404, 1_000, 1_000_000, T0 + 100_000]);
  return anyText();
}

function anyFilter(depth: number): Filter {
  if (depth > 0 && chance(0.4)) {
    if (chance(0.3)) return { op: 'not', of: anyFilter(depth - 1) };
    return { op: pick(['and', 'or']), of: Array.from({ length: below(4) }, () => anyFilter(depth - 1)) };
  }
  if (chance(0.1)) return { op: 'search', text: anyText() };
  const field = anyField();
  if (chance(0.15)) return { op: 'exists', field };
  if (chance(0.15)) return { op: 'in', field, values: Array.from({ length: below(4) }, anyValue) };
  return { op: pick(['eq', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains']), field, value: anyValue() };
}

const when = frame(0, 10_000);

/** Seconds since T0 of the records that the engine finds: they are the numbers of the records. */
async function found(signal: 'spans' | 'logs', where: Filter): Promise<number[]> {
  const spec: RowsSpec = { kind: 'rows', source: { signal }, where, fields: [], limit: 10_000, orderBy: 'time', traceSummary: false };
  const answer = await store.ask(spec, when);
  if (answer.kind !== 'rows') throw new Error(answer.kind);
  return answer.rows.map(({ time }) => Number(BigInt(time) / 1_000_000_000n) - T0 / 1_000).reverse();
}

describe('random records and random filters', () => {
  const spans = Array.from({ length: 250 }, (_, number) => anySpan(number));
  const logs = Array.from({ length: 250 }, (_, number) => anyLog(number));
  beforeAll(() => store.add({ spans, logs }));

  it('are judged alike by the engine and by lib/live', async () => {
    let asked = 0;
    let some = 0;
    for (let round = 0; round < 150; round++) {
      const where = anyFilter(3);
      if (whyPolled({ signals: ['spans'], roots: false, fields: [], where }) !== undefined) continue;
      asked += 1;
      const passes = createPasses(where, DEFAULT_TENANT_KEYS);
      const ofSpans = spans.flatMap((each, number) => (passes({ signal: 'spans', record: each, running: false }) ? [number] : []));
      const ofLogs = logs.flatMap((each, number) => (passes({ signal: 'logs', record: each }) ? [number] : []));
      expect(ofSpans, `spans: ${JSON.stringify(where)}`).toEqual(await found('spans', where));
      expect(ofLogs, `logs: ${JSON.stringify(where)}`).toEqual(await found('logs', where));
      if (ofSpans.length > 0 && ofSpans.length < spans.length) some += 1;
    }
    // most of them tell records apart; else the test would say little
    expect(asked).toBeGreaterThan(120);
    expect(some).toBeGreaterThan(asked / 3);
  }, 60_000);
});
