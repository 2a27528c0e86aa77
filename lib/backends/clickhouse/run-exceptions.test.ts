import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import {
  at,
  attributes,
  frame,
  log,
  openTestStore,
  resource,
  span,
  T0,
  table,
  type TestStore,
} from '@/lib/backends/clickhouse/run.testing';
import type { SpanEvent } from '@/lib/model/telemetry';
import type { Filter } from '@/lib/model/filter';
import type { RowsSpec, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
const DAY = frame(0, 86_400);
const exceptions = { signal: 'exceptions' } as const;

function exception(seconds: number, type: string, message: string): SpanEvent {
  return {
    time: at(seconds),
    name: 'exception',
    attributes: attributes({ 'exception.type': type, 'exception.message': message, 'exception.stacktrace': 'at …' }),
  };
}

beforeAll(async () => {
  store = await openTestStore();
  await store.add({
    spans: [
      // two of them, and an event that is none
      span({
        traceId: 'a'.repeat(32),
        spanId: '1'.repeat(16),
        name: 'GET /streams',
        kind: 'Server',
        start: at(10),
        statusCode: 'Error',
        level: 17,
        resource: resource('api', { 'service.version': '1.4.0', 'deployment.environment.name': 'production' }),
        attributes: { 'tenant.id': 'acme', 'user.id': 'ada', 'http.route': '/streams', 'http.response.status_code': 500, 'stream.id': 7 },
        events: [
          exception(12.345678901, 'TimeoutError', 'no answer from 10.0.0.1 after 30 s'),
          { time: at(13), name: 'retry', attributes: [] },
          exception(14, 'TimeoutError', 'no answer from 10.0.0.2 after 60 s'),
        ],
      }),
      span({
        name: 'job',
        start: at(100),
        resource: resource('worker'),
        attributes: { 'tenant.id': 'globex', 'celery.task_name': 'clip' },
        events: [exception(101, 'KeyError', "'url'")],
      }),
      span({ start: at(200), events: [{ time: at(200), name: 'message', attributes: [] }] }),
      // its sender gave the event no time
      span({ start: at(300), events: [{ ...exception(0, 'ValueError', ''), time: 0n as never }] }),
    ],
    logs: [
      log({
        time: at(400),
        traceId: 'b'.repeat(32),
        severity: 17,
        severityText: 'ERROR',
        body: 'the job failed',
        eventName: 'job.failed',
        attributes: { 'tenant.id': 'acme', 'exception.type': 'KeyError', 'exception.message': "'url'" },
      }),
      log({ time: at(401), body: 'all is well' }),
    ],
  });
});
afterAll(() => store.close());

/** The database with Hearth's table, and without it: then they are read from the spans and logs. */
const layouts = (): [string, Layout][] => [
  ['the table', store.layout],
  ['spans and logs', { tables: new Map([...store.plain.tables].filter(([name]) => name.startsWith('otel_'))) }],
];

/** The id of the one log with an exception, as the list of logs says it. */
async function logId(layout: Layout): Promise<string> {
  const where: Filter = { op: 'exists', field: record('exceptionType') };
  const spec: RowsSpec = { kind: 'rows', source: { signal: 'logs' }, where, fields: [], limit: 1, orderBy: 'time', traceSummary: false };
  const answer = await store.ask(spec, DAY, layout);
  const [row] = answer.kind === 'rows' ? answer.rows : [];
  return row?.signal === 'logs' ? row.id : 'none';
}

async function rowsOf(spec: TableSpec, layout: Layout): Promise<unknown> {
  const answer = await store.ask({ ...spec, source: exceptions }, DAY, layout);
  return answer.kind === 'table' ? answer.table.rows : undefined;
}

describe('exceptions', () => {
  it('are counted one by one, whichever way they are read', async () => {
    for (const [name, layout] of layouts()) {
      expect(await rowsOf(table([{ fn: 'count' }]), layout), name).toEqual([[5]]);
    }
  });

  it('are grouped by fingerprint, with when, for whom and where', async () => {
    const spec = table(
      [
        { fn: 'count' },
        { fn: 'min', of: record('time') },
        { fn: 'max', of: record('time') },
        { fn: 'distinct', of: record('tenant') },
        { fn: 'distinct', of: record('user') },
        { fn: 'distinct', of: record('service') },
      ],
      [record('exceptionGroup')],
    );
    for (const [name, layout] of layouts()) {
      expect(await rowsOf(spec, layout), name).toEqual([
        ["KeyError: 'url'", 2, T0 + 101_000, T0 + 400_000, 2, 0, 2],
        ['TimeoutError: no answer from # after # s', 2, T0 + 12_345, T0 + 14_000, 1, 1, 1],
        ['ValueError', 1, T0 + 300_000, T0 + 300_000, 0, 0, 1],
      ]);
    }
  });

  it.each<[string, Filter, number]>([
    ['service', { op: 'eq', field: record('service'), value: 'worker' }, 1],
    ['version', { op: 'eq', field: record('serviceVersion'), value: '1.4.0' }, 2],
    ['environment', { op: 'eq', field: record('environment'), value: 'production' }, 2],
    ['tenant', { op: 'in', field: record('tenant'), values: ['acme', 'initech'] }, 3],
    ['user', { op: 'eq', field: record('user'), value: 'ada' }, 2],
    ['route', { op: 'eq', field: record('httpRoute'), value: '/streams' }, 2],
    ['status', { op: 'eq', field: record('httpStatus'), value: 500 }, 2],
    ['task', { op: 'eq', field: record('task'), value: 'clip' }, 1],
    ['name', { op: 'eq', field: record('name'), value: 'job.failed' }, 1],
    ['entry', { op: 'eq', field: record('entry'), value: true }, 4],
    ['error', { op: 'eq', field: record('error'), value: true }, 3],
    ['type', { op: 'eq', field: record('exceptionType'), value: 'KeyError' }, 2],
    ['message', { op: 'contains', field: record('exceptionMessage'), value: 'ANSWER' }, 2],
    ['group', { op: 'eq', field: record('exceptionGroup'), value: 'ValueError' }, 1],
    ['words', { op: 'search', text: 'timeout' }, 2],
    ['an attribute of what carries it', { op: 'eq', field: attribute('stream.id'), value: 7 }, 2],
    ['a field that exceptions do not have', { op: 'exists', field: record('dbStatement') }, 0],
  ])('are filtered by %s', async (_name, where, count) => {
    for (const [name, layout] of layouts()) {
      expect(await rowsOf(table([{ fn: 'count' }], [], where), layout), name).toEqual([[count]]);
    }
  });

  it('come as the spans and logs that carry them, newest first, page by page', async () => {
    const spec: RowsSpec = {
      kind: 'rows',
      source: exceptions,
      fields: [record('tenant'), record('exceptionGroup')],
      limit: 3,
      orderBy: 'time',
      traceSummary: false,
    };
    for (const [name, layout] of layouts()) {
      const first = await store.ask(spec, DAY, layout);
      if (first.kind !== 'rows' || first.next === undefined) throw new Error('there is a second page');
      expect(first.rows, name).toMatchObject([
        {
          signal: 'logs',
          // by which the log itself is read
          id: await logId(layout),
          time: String(at(400)),
          traceId: 'b'.repeat(32),
          severity: 17,
          severityText: 'ERROR',
          body: 'the job failed',
          eventName: 'job.failed',
          values: ['acme', "KeyError: 'url'"],
        },
        { signal: 'spans', time: String(at(300)), message: 'ValueError', values: ['', 'ValueError'] },
        { signal: 'spans', time: String(at(101)), service: 'worker', name: 'job', message: "KeyError: 'url'", status: 'Unset' },
      ]);
      const second = await store.ask({ ...spec, after: first.next }, DAY, layout);
      expect(second, name).toMatchObject({
        rows: [
          {
            time: String(at(14)),
            traceId: 'a'.repeat(32),
            spanId: '1'.repeat(16),
            kind: 'Server',
            status: 'Error',
            message: 'TimeoutError: no answer from 10.0.0.2 after 60 s',
          },
          { time: String(at(12.345678901)), exceptionType: 'TimeoutError' },
        ],
      });
    }
  });

  it('lead to the spans and logs that carry them by their group', async () => {
    const where: Filter = { op: 'eq', field: record('exceptionGroup'), value: "KeyError: 'url'" };
    for (const layout of [store.layout, store.plain]) {
      const of = (signal: 'spans' | 'logs') => store.ask({ ...table([{ fn: 'count' }], [], where), source: { signal } }, DAY, layout);
      expect(await of('spans')).toMatchObject({ table: { rows: [[1]] } });
      expect(await of('logs')).toMatchObject({ table: { rows: [[1]] } });
    }
  });
});
