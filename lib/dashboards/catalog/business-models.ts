/** What language models cost, by model, tenant and session. */
import {
  all,
  allChosen,
  ask,
  bars,
  chosen,
  column,
  count,
  counted,
  either,
  errorShare,
  errorsAbove,
  failed,
  figure,
  first,
  has,
  metric,
  panel,
  quantile,
  senderChosen,
  series,
  SPANS,
  table,
  tableOf,
} from '@/lib/dashboards/catalog/panels';
import type { Section } from '@/lib/model/dashboard';
import { attribute, record } from '@/lib/model/record-field';

const model = record('model');
const cost = record('cost');
const inputTokens = figure('sum', record('inputTokens'));
const outputTokens = figure('sum', record('outputTokens'));
const sumOfCost = figure('sum', cost);
const ofModels = all(allChosen, chosen('model', model), has(model));
/** Model calls that tell their tokens, from spans with GenAI attributes. */
const calls = all(ofModels, has(record('inputTokens')));
/** Those, and those that failed before there were any tokens to tell. */
const begunCalls = all(ofModels, either(has(record('inputTokens')), failed));
/** Those of them that tell their cost. */
export const paidCalls = all(calls, has(cost));

const CALLS_EMPTY = 'No model was called. Spans with gen_ai.response.model and gen_ai.usage.input_tokens fill this.';
const COST_EMPTY = 'No model call tells its cost. Set operation.cost (USD) on the span of the call.';
const SESSION_EMPTY = 'No model call names its session. Set session.id on the span of the call.';

export const MODELS: Section = {
  title: 'Language models',
  folded: false,
  panels: [
    panel(
      'models',
      'Models',
      [0, 0, 8, 7],
      table(SPANS, begunCalls, [sumOfCost, count, errorShare, inputTokens, outputTokens, quantile(0.95)], [model]),
      tableOf(
        ['Model'],
        column('Cost', 'usd', 'bar'),
        column('Calls', 'count'),
        column('Errors', 'ratio', 'text', errorsAbove),
        column('Tokens in', 'count'),
        column('Tokens out', 'count'),
        column('p95', 'nanoseconds'),
      ),
      { note: 'dearest first', empty: CALLS_EMPTY },
    ),
    panel(
      'cost-by-model',
      'Cost by model',
      [8, 0, 4, 7],
      table(SPANS, paidCalls, [sumOfCost], [model], { limit: 8 }),
      { kind: 'pie', unit: 'usd' },
      { empty: COST_EMPTY },
    ),
    panel('cost-over-time', 'Cost over time', [0, 7, 6, 7], series(SPANS, paidCalls, [sumOfCost], [model]), counted('usd'), {
      note: 'by model',
      empty: COST_EMPTY,
    }),
    panel(
      'tokens-over-time',
      'Tokens over time',
      [6, 7, 6, 7],
      first(
        ask(series(SPANS, calls, [inputTokens, outputTokens])),
        ask(series(metric('tokens'), senderChosen, [figure('sum')], [attribute('gen_ai.token.type')])),
      ),
      { ...counted(), names: ['in', 'out'] },
      { note: 'in and out', empty: CALLS_EMPTY },
    ),
    panel(
      'cost-by-tenant',
      'Cost by tenant',
      [0, 14, 6, 8],
      table(SPANS, all(paidCalls, has(record('tenant'))), [sumOfCost, inputTokens, outputTokens], [record('tenant')], { limit: 20 }),
      bars(column('Cost', 'usd'), column('Tokens in', 'count'), column('Tokens out', 'count')),
      { note: 'cost · tokens in · out', empty: COST_EMPTY },
    ),
    panel(
      'cost-by-session',
      'Cost by session',
      [6, 14, 6, 8],
      table(
        SPANS,
        all(paidCalls, has(record('session'))),
        [sumOfCost, count, inputTokens, outputTokens],
        [record('session'), record('tenant')],
        {
          limit: 20,
        },
      ),
      tableOf(
        ['Session', 'Tenant'],
        column('Cost', 'usd', 'bar'),
        column('Calls', 'count'),
        column('Tokens in', 'count'),
        column('Tokens out', 'count'),
      ),
      { note: 'the dearest 20', empty: SESSION_EMPTY },
    ),
  ],
};
