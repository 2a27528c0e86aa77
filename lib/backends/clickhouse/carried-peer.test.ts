/** What HTTP and queue clients with older conventions call, from what they send by default. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { migrate } from '@/lib/backends/clickhouse/migrate';
import { frame, openTestStore, span, table, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { attribute, record } from '@/lib/model/record-field';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const HOSTS = [
  ['http://prices.internal:8097/price/7', 'prices.internal'],
  ['https://me:secret@shop.example/cart?to=http://other', 'shop.example'],
  ['HTTP://10.0.0.7', '10.0.0.7'],
  ['/price/7', ''],
  ['prices.internal/price', ''],
] as const;

it('the host of a URL is the peer, on an exporter’s tables, too', async () => {
  const spans = HOSTS.map(([url]) => span({ kind: 'Client', attributes: { 'http.method': 'GET', 'http.url': url } }));
  await store.add({ spans });
  for (const layout of [store.layout, store.plain]) {
    const answer = await store.ask(table([{ fn: 'count' }], [attribute('http.url'), record('peer')]), frame(0, 3_600), layout);
    const rows = answer.kind === 'table' ? answer.table.rows.map(([url, peer]) => [url, peer]) : [];
    expect(new Map(rows as [string, string][])).toEqual(new Map(HOSTS));
  }
});

it('the first word of a statement is the operation where none is named, on an exporter’s tables, too', async () => {
  const said = [
    [{ 'db.system': 'redis', 'db.statement': 'GET cart:7' }, 'GET'],
    [{ 'db.system': 'redis', 'db.statement': 'JSON.GET cart:7' }, 'JSON.GET'],
    [{ 'db.system': 'postgresql', 'db.query.text': '\n  select 1' }, 'select'],
    [{ 'db.system': 'mongodb', 'db.statement': '{"find": "carts"}' }, ''],
    [{ 'db.system': 'redis', 'db.operation.name': 'HSET', 'db.query.text': 'hset ? ?' }, 'HSET'],
    [{ 'db.system': 'redis', 'db.operation': 'MGET', 'db.statement': 'mget ?' }, 'MGET'],
  ] as const;
  await store.add({ spans: said.map(([attributes], index) => span({ kind: 'Client', name: `db ${index}`, attributes })) });
  const ours = { op: 'contains', field: record('name'), value: 'db ' } as const;
  for (const layout of [store.layout, store.plain]) {
    const answer = await store.ask(table([{ fn: 'count' }], [record('name'), record('dbOperation')], ours), frame(0, 3_600), layout);
    const rows = answer.kind === 'table' ? answer.table.rows.map(([name, operation]) => [name, operation]) : [];
    expect(new Map(rows as [string, string][])).toEqual(new Map(said.map(([, operation], index) => [`db ${index}`, operation])));
  }
});

it('a host that is named comes before that of the URL, and a queue by its older name is one', async () => {
  const attributes = { 'http.url': 'http://10.0.0.7/', 'net.peer.name': 'prices', 'messaging.destination': 'celery' };
  await store.add({ spans: [span({ attributes, name: 'older' })] });
  const older = { op: 'eq', field: record('name'), value: 'older' } as const;
  const answer = await store.ask(table([{ fn: 'count' }], [record('peer'), record('messagingDestination')], older), frame(0, 3_600));
  expect(answer).toMatchObject({ table: { rows: [['prices', 'celery', 1]] } });
});

it('a table that knows fewer keys learns them, and is altered once', async () => {
  const { transport } = store;
  const settings = { retentionDays: { traces: 10_000, logs: 10_000, metrics: 10_000 }, tenantKeys: DEFAULT_TENANT_KEYS };
  await transport.command("ALTER TABLE otel_traces MODIFY COLUMN Peer LowCardinality(String) MATERIALIZED SpanAttributes['peer.service']");
  const command = vi.spyOn(transport, 'command');
  await migrate(transport, settings);
  const altered = command.mock.calls.map(([text]) => text).filter((text) => text.includes('MODIFY COLUMN'));
  expect(altered).toEqual([expect.stringContaining('ALTER TABLE otel_traces MODIFY COLUMN `Peer`')]);
  command.mockClear();
  await migrate(transport, settings);
  expect(command.mock.calls.filter(([text]) => text.includes('MODIFY COLUMN'))).toEqual([]);
});
