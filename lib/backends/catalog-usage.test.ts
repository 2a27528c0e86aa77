/** Business metrics on spans as SDKs send them: the tenant on an inner span, and model calls that fail before they used a token. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis } from '@/lib/base/time';
import { findDashboard } from '@/lib/dashboards/catalog';
import { bind } from '@/lib/query/bind';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  const model = { 'gen_ai.request.model': 'gpt' };
  await store.add({
    spans: [
      span({ kind: 'Server' }),
      span({ kind: 'Internal', parentSpanId: 'ab'.repeat(8), attributes: { tenant_id: 'acme' } }),
      span({ kind: 'Client', attributes: { ...model, 'gen_ai.usage.input_tokens': '120', 'gen_ai.usage.output_tokens': '30' } }),
      span({ kind: 'Client', attributes: model, statusCode: 'Error' }),
      // a stream that begins tells its tokens when it ends, elsewhere
      span({ kind: 'Client', attributes: model }),
    ],
  });
});
afterAll(() => store.close());

async function answered(id: string) {
  const panels = findDashboard('business-metrics')?.sections.flatMap((section) => section.panels);
  const ask = panels?.find((panel) => panel.id === id)?.ask;
  if (ask?.kind !== 'spec') throw new Error(id);
  const { spec, frame } = bind(ask.spec, {}, { range: { from: millis(T0), to: millis(T0 + 3_600_000) }, step: millis(3_600_000) });
  return store.ask(spec, frame);
}

it('counts the tenants of all spans, as the chart below does', async () => {
  expect(await answered('active-tenants')).toMatchObject({ series: [{ points: [[T0, 1]] }] });
});

it('counts model calls that failed among the calls, and as errors', async () => {
  const answer = await answered('models');
  // model, cost, calls, errors, tokens in, tokens out
  expect(answer.kind === 'table' && answer.table.rows.map((row) => row.slice(0, 6))).toEqual([['gpt', null, 2, 0.5, 120, 30]]);
});
