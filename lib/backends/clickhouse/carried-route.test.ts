/** Which route a request took: the pattern that the server tells, and never the path that a client asked for. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { frame, openTestStore, span, table, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

it.each(['layout', 'plain'] as const)('a path is no route (%s tables)', async (tables) => {
  const matched = { 'http.route': '/items/{id}', 'http.target': '/items/7' };
  const unmatched = { 'http.target': '/wp-login.php', 'http.status_code': '404' };
  await store.add({ spans: [matched, unmatched].map((attributes) => span({ kind: 'Server', name: tables, attributes })) });
  const own = { op: 'eq', field: record('name'), value: tables } as const;
  const asked = table([{ fn: 'count' }], [attribute('http.target'), record('httpRoute')], own);
  const answer = await store.ask(asked, frame(0, 3_600), store[tables]);
  const rows = answer.kind === 'table' ? answer.table.rows.map(([path, route]) => [path, route]) : [];
  expect(new Map(rows as [string, string][])).toEqual(new Map([['/items/7', '/items/{id}'], ['/wp-login.php', '']])); // prettier-ignore
});
