/** Roll-ups beside the spans they stand for: the same questions, the same answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, openTestStore, resource, series, span, table, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { nanos } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Frame, Measure, RowsSpec, SeriesSpec, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import type { Span } from '@/lib/model/telemetry';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const duration = record('duration');
const count: Measure = { fn: 'count' };
const failed: Filter = { op: 'eq', field: record('error'), value: true };
const entry: Filter = { op: 'eq', field: record('entry'), value: true };
const where = (...of: Filter[]): Filter => ({ op: 'and', of });
const quantile = (q: number): Measure => ({ fn: 'quantile', of: duration, q });

/** Repeatable: a linear congruential generator (Numerical Recipes). */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

const PUBLISH = 'redis:publish_event';

/** Spans of three services over 30 days, most of them on the last. */
function spans(count_: number): Span[] {
  const [next, other] = [random(7), random(11)];
  const pick = <T>(...list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return Array.from({ length: count_ }, () => {
    const day = next() < 0.6 ? 29 : Math.floor(next() * 29);
    const sort = pick('entry', 'db', 'model', 'queue', 'inner');
    const attributes = {
      ...(next() < 0.8 ? { 'tenant.id': pick('acme', 'globex', "o'neil") } : {}),
      'user.id': `u${Math.floor(next() * 300)}`,
      ...(sort === 'entry' ? { 'http.route': pick('/a', '/b'), 'http.response.status_code': pick(200, 200, 404, 500), 'http.request.method': 'GET' } : {}),
      ...(sort === 'db' ? { 'db.system.name': pick('postgresql', 'redis'), 'db.operation.name': pick('SELECT', 'GET'), 'server.address': 'db' } : {}),
      ...(sort === 'model' && next() < 0.9 ? { 'gen_ai.response.model': pick('m-1', 'm-2'), 'gen_ai.usage.input_tokens': Math.floor(next() * 500), 'operation.cost': 0.25 } : {}),
      ...(sort === 'queue' ? { 'messaging.system': 'celery', 'messaging.destination.name': pick('default', 'slow') } : {}),
      plan: pick('x', 'y'),
      ...(sort === 'inner' && next() < 0.7 ? { platform: pick('twitch', 'youtube', ''), method: 'ai' } : {}),
      ...(sort === 'inner' && other() < 0.7 ? { subscribers: Math.floor(other() * 3), confidence: other() < 0.1 ? 0 : other(), publish_to_receive_ms: (other() - 0.2) * 900 } : {}),
      ...(sort === 'model' || sort === 'inner' ? { 'session.id': `s${Math.floor(other() * 200)}` } : {}),
    }; // prettier-ignore
    return span({
      resource: resource(pick('api', 'worker', 'web'), { 'service.version': pick('1.0', '1.1'), 'deployment.environment.name': pick('production', 'staging') }),
      name: sort === 'inner' ? pick('inner one', PUBLISH) : `${sort} ${pick('one', 'two')}`,
      kind: sort === 'entry' ? 'Server' : 'Internal',
      parentSpanId: sort === 'entry' ? '' : '00000000000000aa',
      start: at(day * DAY + Math.floor(next() * DAY), BigInt(Math.floor(next() * 1e9))),
      duration: nanos(next() < 0.01 ? 0n : BigInt(Math.floor(Math.exp(12 + next() * 9)))),
      statusCode: next() < 0.1 ? 'Error' : 'Unset',
      attributes,
    }); // prettier-ignore
  });
}

const SPANS = spans(20_000);
let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
  // in requests out of order, as senders that were cut off for a while send them
  for (let first = 0; first < SPANS.length; first += 2_500) await store.add({ spans: SPANS.slice(first, first + 2_500) });
}, 180_000);
afterAll(() => store.close(), 180_000);

const DAY_OF_STEPS = frame(29 * DAY, 30 * DAY, 900);
const MONTH = frame(0, 30 * DAY, 6 * HOUR);
const HALF_DAYS = frame(0, 30 * DAY, 12 * HOUR);

/** Figures by what they are of: of a series its labels, measure and step, of a table its labels and measure. */
function figuresOf(answer: Answer): Map<string, number | null> {
  switch (answer.kind) {
    case 'series':
      return new Map(answer.series.flatMap(({ labels, measure, points }) => points.map(([when, value]) => [JSON.stringify([labels, measure, when]), value])));
    case 'table': {
      const { columns, rows } = answer.table;
      const by = columns.filter(({ type }) => type === 'string').length;
      return new Map(rows.flatMap((row) => row.slice(by).map((value, measure) => [JSON.stringify([row.slice(0, by), measure]), value as number | null])));
    }
    case 'distribution':
      return new Map(answer.cells.map(({ at: when, low, high, count: records }) => [JSON.stringify([when, low, high]), records]));
    default:
      throw new Error(`These are ${answer.kind}, not figures.`);
  }
} // prettier-ignore

/** The groups of a series, in order. */
const groupsOf = (answer: Answer) => (answer.kind === 'series' ? answer.series.map(({ labels, measure }) => [...labels, measure]) : []);

/** Largest share by which a figure of one differs from the other's; infinite where one has a figure that the other hasn't. */
function difference(one: Answer, other: Answer): number {
  const [mine, theirs] = [figuresOf(one), figuresOf(other)];
  expect([...mine.keys()].sort()).toEqual([...theirs.keys()].sort());
  return [...mine].reduce((most, [key, value]) => {
    const against = theirs.get(key) ?? null;
    if (value === against) return most;
    if (value === null || against === null) return Infinity;
    return Math.max(most, Math.abs(value - against) / Math.max(Math.abs(value), Math.abs(against)));
  }, 0);
}

const EXACT = 1e-12; // sums of fractions are added up in another order
const PERCENTILE = 0.02;
const FIVE = 'spans by 5 minutes';
const HOURLY = 'spans by hour';
const USAGE = 'usage by 15 minutes';
const PEOPLE = 'people by 12 hours';

const errors: Measure = { fn: 'ratio', where: failed };
const all: Measure[] = [
  count,
  { fn: 'rate' },
  errors,
  { fn: 'sum', of: duration },
  { fn: 'avg', of: duration },
  { fn: 'min', of: duration },
  { fn: 'max', of: duration },
  { fn: 'sum', of: record('inputTokens') },
  { fn: 'sum', of: record('cost') },
  { fn: 'distinct', of: record('httpRoute') },
];
const ofUsage = all.filter(({ fn }) => fn !== 'distinct');
const percentiles = [quantile(0.5), quantile(0.95), quantile(0.99)];
const byField = (...names: Parameters<typeof record>[0][]): Field[] => names.map(record);
const published: Filter = { op: 'eq', field: record('name'), value: PUBLISH };
const has = (field: Field): Filter => ({ op: 'exists', field });
const paid = where(has(record('model')), has(record('inputTokens')), has(record('cost')));
const unheard: Filter = { op: 'eq', field: attribute('subscribers'), value: 0 };
const byUser = table([{ fn: 'rate' }, count], byField('user'), where(published, has(record('user'))));
const costs: Measure[] = [
  { fn: 'sum', of: record('cost') },
  count,
  { fn: 'sum', of: record('inputTokens') },
  { fn: 'sum', of: record('outputTokens') },
];
const bySession = table(costs, byField('session', 'tenant'), where(paid, has(record('session'))), 1_000);
const inProduction: Filter = { op: 'in', field: record('environment'), values: ['production'] };

describe('a roll-up answers as the spans do', () => {
  it.each<[string, SeriesSpec | TableSpec, Frame, string, number]>([
    ['everything, by step of a day', series(all), DAY_OF_STEPS, FIVE, EXACT],
    ['everything, by step of a month', series(all), MONTH, HOURLY, EXACT],
    ['everything, in whole', table(all), MONTH, HOURLY, EXACT],
    ['percentiles of a day', series(percentiles, [], entry), DAY_OF_STEPS, USAGE, PERCENTILE],
    ['percentiles of a month', series(percentiles, byField('service')), MONTH, HOURLY, PERCENTILE],
    ['Apdex', table([{ fn: 'apdex', of: duration, threshold: 5e8 }], byField('service')), MONTH, HOURLY, PERCENTILE],
    ['a heatmap', series([{ fn: 'distribution', of: duration }], [], entry), DAY_OF_STEPS, USAGE, 0],
    ['a heatmap of a month', series([{ fn: 'distribution', of: duration }]), MONTH, HOURLY, 0],
    ['status classes', series([{ fn: 'rate' }], byField('httpStatusClass')), DAY_OF_STEPS, FIVE, EXACT],
    ['statuses', table(all, byField('httpStatus', 'kind'), { op: 'gte', field: record('httpStatus'), value: 400 }), MONTH, HOURLY, EXACT],
    ['versions', table(all, byField('service', 'serviceVersion'), where(entry, inProduction)), MONTH, HOURLY, EXACT],
    ['the largest groups', { ...series([count], byField('name', 'service'), failed), limit: 3 }, MONTH, HOURLY, EXACT],
    ['the busiest groups, with ends that cut steps', { ...series([{ fn: 'rate' }, errors, { fn: 'sum', of: record('cost') }], byField('name', 'kind')), limit: 4 }, frame(12 * DAY + 300, 30 * DAY - 1_500, 6 * HOUR), HOURLY, EXACT],
    ['sums that not every group has', series([{ fn: 'sum', of: record('cost') }, { fn: 'avg', of: duration }], byField('name')), MONTH, HOURLY, EXACT],
    ['tenants', table(ofUsage, byField('tenant'), { op: 'exists', field: record('tenant') }), MONTH, USAGE, EXACT],
    ['users over time', series([{ fn: 'distinct', of: record('user') }, { fn: 'distinct', of: record('tenant') }, { fn: 'distinct', of: record('session') }]), MONTH, USAGE, EXACT],
    ['users of a day', series([count, errors, { fn: 'distinct', of: record('user') }], byField('operationType'), entry), DAY_OF_STEPS, USAGE, EXACT],
    ['what calls cost', table([count, { fn: 'sum', of: record('cost') }, { fn: 'sum', of: record('inputTokens') }], byField('model'), where({ op: 'exists', field: record('model') }, { op: 'exists', field: record('cost') })), MONTH, HOURLY, EXACT],
    ['what calls do not tell their cost', table([count], byField('name'), { op: 'not', of: { op: 'exists', field: record('cost') } }), MONTH, HOURLY, EXACT],
    ['a tenant with a quote', table(ofUsage, byField('service', 'model'), { op: 'eq', field: record('tenant'), value: "o'neil" }), MONTH, USAGE, EXACT],
    ['words in names', table(all, byField('peer'), { op: 'or', of: [{ op: 'contains', field: record('name'), value: 'DB' }, { op: 'matches', field: record('messagingDestination'), value: '^sl' }] }), MONTH, HOURLY, EXACT],
    ['what is not', table(all, byField('dbSystem'), { op: 'not', of: where(entry, { op: 'ne', field: record('service'), value: 'api' }) }), MONTH, HOURLY, EXACT],
    ['ends that are not whole steps', table(ofUsage, byField('tenant')), frame(12 * DAY + 1_234, 30 * DAY - 777), USAGE, EXACT],
    ['users with such ends', table([count, { fn: 'distinct', of: record('user') }], byField('tenant')), frame(12 * DAY + 1_234, 30 * DAY - 777), USAGE, EXACT],
    ['percentiles with such ends', table(percentiles, byField('service')), frame(29 * DAY + 10, 30 * DAY - 20), HOURLY, PERCENTILE],
    ['hours within 5 minutes', table(all, byField('dbSystem', 'name')), frame(12 * DAY + 300, 30 * DAY - 1_500), HOURLY, EXACT],
    ['hours within 5 minutes within spans', table(all, byField('service')), frame(12 * DAY + 301, 30 * DAY - 1_499), HOURLY, EXACT],
    ['platforms, also empty ones', table(all, [attribute('platform'), record('name')], { op: 'exists', field: attribute('platform') }), MONTH, HOURLY, EXACT],
    ['what has no platform', table([count], [attribute('method')], { op: 'not', of: { op: 'exists', field: attribute('platform') } }), MONTH, HOURLY, EXACT],
    ['a platform over time', series([{ fn: 'rate' }], [attribute('method')], { op: 'eq', field: attribute('platform'), value: 'twitch' }), DAY_OF_STEPS, FIVE, EXACT],
    ['who publishes', byUser, MONTH, PEOPLE, EXACT],
    ['how long that takes', table([quantile(0.95)], byField('user', 'service'), where(inProduction, where(published, has(record('user')))), 1_000), MONTH, PEOPLE, PERCENTILE],
    ['who publishes, by half days', series([count], byField('user'), published), HALF_DAYS, PEOPLE, EXACT],
    ['who publishes, with ends that are not whole steps', byUser, frame(3 * DAY + 1_234, 30 * DAY - 777), PEOPLE, EXACT],
    ['what sessions cost', bySession, MONTH, PEOPLE, EXACT],
    ['what sessions of a tenant cost', { ...bySession, where: where(paid, { op: 'eq', field: record('tenant'), value: 'acme' }) }, MONTH, PEOPLE, EXACT],
    ['publishes that nobody heard', series([count], [attribute('event_type')], where(inProduction, where(published, unheard))), MONTH, HOURLY, EXACT],
    ['publishes by how many heard them', table(all, [attribute('subscribers')], published), MONTH, HOURLY, EXACT],
    ['different numbers of listeners', table([{ fn: 'distinct', of: attribute('subscribers') }, { fn: 'distinct', of: attribute('platform') }], [], published), MONTH, HOURLY, EXACT],
    ['a heatmap of an attribute', series([{ fn: 'distribution', of: attribute('confidence') }], [], published), MONTH, HOURLY, 0],
    ['a heatmap of an attribute with such ends', series([{ fn: 'distribution', of: attribute('confidence') }]), frame(29 * DAY + 10, 30 * DAY - 20, 900), FIVE, 0],
    ['percentiles of an attribute, also below zero', table([0.02, 0.1, 0.5, 0.95].map((q) => ({ fn: 'quantile', of: attribute('publish_to_receive_ms'), q })), [attribute('platform')]), MONTH, HOURLY, PERCENTILE],
    ['percentiles of an attribute that nobody has', table([{ fn: 'quantile', of: attribute('confidence'), q: 0.5 }], byField('kind'), entry), MONTH, HOURLY, EXACT],
    ['no spans at all', table([...all, ...percentiles.slice(0, 2)], [], { op: 'eq', field: record('service'), value: 'nobody' }), MONTH, HOURLY, EXACT],
    ['no spans at all, by step', series(all, [], { op: 'eq', field: record('service'), value: 'nobody' }), MONTH, HOURLY, EXACT],
  ])('%s', async (_, spec, when, name, most) => {
    const [fast, slow] = [await store.ask(spec, when), await store.ask(spec, when, undefined, false)];
    expect(slow.rollup).toBeUndefined();
    expect(fast.rollup).toBe(name);
    expect(difference(fast, slow)).toBeLessThanOrEqual(most);
    // percentiles that are nearly the same may change places
    if (most === EXACT) expect(groupsOf(fast)).toEqual(groupsOf(slow));
    expect(fast.partial).toBe(slow.partial);
  }); // prettier-ignore
});

describe('the spans answer', () => {
  it.each<[string, SeriesSpec | TableSpec, Frame]>([
    ['what is grouped by an attribute', table([count], [attribute('plan')]), MONTH],
    ['what is filtered by an attribute', table([count], [], { op: 'exists', field: attribute('plan') }), MONTH],
    ['what costs something', table([count], [], { op: 'gt', field: record('cost'), value: 0 }), MONTH],
    ['what is filtered by duration', table([count], [], { op: 'gt', field: duration, value: 1e9 }), MONTH],
    ['words looked for everywhere', table([count], [], { op: 'search', text: 'one' }), MONTH],
    ['shares of such', table([{ fn: 'ratio', where: { op: 'search', text: 'one' } }]), MONTH],
    ['percentiles of what is no duration', table([{ fn: 'quantile', of: record('inputTokens'), q: 0.5 }]), MONTH],
    ['means of what few spans have', table([{ fn: 'avg', of: record('inputTokens') }]), MONTH],
    ['the newest value', table([{ fn: 'last', of: duration }]), MONTH],
    ['steps that cut buckets', series([count]), frame(29 * DAY, 30 * DAY, 420)],
    ['names of tenants by steps of less than an hour', series([count], [record('tenant'), record('name')]), DAY_OF_STEPS],
    ['a short range', table([count]), frame(29 * DAY, 29 * DAY + 2 * HOUR)],
    ['users, whatever they do', table([count], byField('user')), MONTH],
    ['users who publish or pay', table([count], byField('user'), { op: 'or', of: [published, paid] }), MONTH],
    ['users who do not publish', table([count], byField('user'), { op: 'not', of: published }), MONTH],
    ['sessions of what costs nothing', table([count], byField('session'), has(record('model'))), MONTH],
    ['listeners, whatever is heard', table([count], [], unheard), MONTH],
    ['who publishes within a few days', byUser, frame(25 * DAY, 30 * DAY)],
    ['who publishes, by steps of six hours', series([count], byField('user'), published), MONTH],
    ['where there are no roll-ups', table([count]), MONTH],
  ])('%s', async (name, spec, when) => {
    const layout = name === 'where there are no roll-ups' ? store.plain : undefined;
    expect((await store.ask(spec, when, layout)).rollup).toBeUndefined();
  });
});

describe('the longest spans are the same with roll-ups', () => {
  const longest = (limit: number, filter?: Filter): RowsSpec => ({
    kind: 'rows', source: { signal: 'spans' }, fields: [record('tenant')], orderBy: 'duration', traceSummary: false, limit, ...(filter ? { where: filter } : {}),
  }); // prettier-ignore
  const read = async (spec: RowsSpec, when: Frame, rollups: boolean) => {
    const answer = await store.ask(spec, when, undefined, rollups);
    return answer.kind === 'rows' ? { rows: answer.rows, next: answer.next, few: answer.executed.includes('Duration` >=') || answer.executed.includes('Duration >=') } : undefined;
  }; // prettier-ignore

  it.each<[string, RowsSpec, Frame]>([
    ['of a month', longest(20), MONTH],
    ['of a day', longest(20), DAY_OF_STEPS],
    ['with ends that are not whole steps', longest(20), frame(12 * DAY + 301, 30 * DAY - 1_499)],
    ['of some', longest(20, where(entry, inProduction, failed)), MONTH],
    ['of a database', longest(50, where(has(record('dbSystem')), { op: 'in', field: record('kind'), values: ['Client', 'Internal'] })), MONTH],
  ])('%s', async (_, spec, when) => {
    const [few, all_] = [await read(spec, when, true), await read(spec, when, false)];
    expect([few?.few, all_?.few]).toEqual([true, false]);
    expect(few).toEqual({ ...all_, few: true });
    expect(few?.rows).toHaveLength(spec.limit);
  }); // prettier-ignore

  it.each<[string, RowsSpec]>([
    ['fewer than are wanted', longest(20, { op: 'eq', field: record('service'), value: 'nobody' })],
    ['a field that no roll-up has', longest(20, { op: 'exists', field: attribute('plan') })],
    ['the second page', longest(20)],
  ])('%s: all spans are read', async (name, spec) => {
    const first = await read(longest(20), MONTH, true);
    const asked = name === 'the second page' && first?.next !== undefined ? { ...spec, after: first.next } : spec;
    expect(await read(asked, MONTH, true)).toEqual(await read(asked, MONTH, false));
    expect((await read(asked, MONTH, true))?.few).toBe(false);
  });
});

it('shows the text that ran', async () => {
  const { executed } = await store.ask(table([count]), MONTH);
  expect(executed).toContain('FROM `hearth_spans_1h`');
  const { rows } = await store.transport.query(executed, {}, { signal: new AbortController().signal });
  expect(Number(rows[0]?.[0])).toBe(20_000);
});

it.each([0.5, 0.9, 0.95, 0.99])('the p%d of every group is within 1.1 %% of the exact one', async (q) => {
  const answer = await store.ask(table([quantile(q)], [record('name'), record('status')]), MONTH);
  const groups = new Map<string, number[]>();
  for (const { name, statusCode, duration: length } of SPANS) {
    const key = JSON.stringify([[name, statusCode], 0]);
    groups.set(key, [...(groups.get(key) ?? []), Number(length)]);
  }
  const found = figuresOf(answer);
  expect(found.size).toBe(groups.size);
  for (const [key, lengths] of groups) {
    const exact = lengths.sort((one, other) => one - other)[Math.ceil(q * lengths.length) - 1] ?? NaN;
    expect(Math.abs((found.get(key) ?? NaN) - exact)).toBeLessThanOrEqual(0.011 * exact);
  }
});
