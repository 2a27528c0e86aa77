/** Rules and values from seeded dice, for tests that hold for all of them. */
import { DAY, millis, MINUTE, type Millis } from '@/lib/base/time';
import { UNITS } from '@/lib/base/units';
import type { AlertAsk, AlertRule, Condition, Trouble } from '@/lib/model/alert';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, SeriesSpec, Source } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

/** mulberry32 (Tommy Ettinger): numbers from 0 to below 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Dice = () => number;

export function pick<T>(roll: Dice, of: readonly T[]): T {
  const found = of[Math.floor(roll() * of.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

export function whole(roll: Dice, low: number, high: number): number {
  return low + Math.floor(roll() * (high - low + 1));
}

const maybe = <T>(roll: Dice, value: T): T | undefined => (roll() < 0.5 ? value : undefined);

/** A condition of any kind whose levels are in order. `bound`: figures to take bounds from, low to high. */
function randomCondition(roll: Dice, bound: () => number, lasting: () => Millis): Condition {
  const [low = 0, middle = 1, high = 2] = [bound(), bound(), bound()].toSorted((one, other) => one - other);
  const warnSet = roll() < 0.7;
  const level = (at: number) => ({ at, for: lasting() });
  const both = <L, R>(warn: L, critical: L, recover: R): { warn?: L; critical?: L; recover?: R } => ({
    ...(warnSet ? { warn } : {}),
    ...(!warnSet || roll() < 0.7 ? { critical } : {}),
    ...(roll() < 0.5 ? { recover } : {}),
  });
  switch (pick(roll, ['above', 'below', 'outside', 'change'] as const)) {
    case 'above':
      return { is: 'above', ...both(level(middle), level(high), low) };
    case 'below':
      return { is: 'below', ...both(level(middle), level(low), high) };
    case 'outside': {
      const band = (width: number) => ({ low: middle - width, high: middle + width });
      const bands = both({ at: band(2), for: lasting() }, { at: band(4), for: lasting() }, band(1));
      return { is: 'outside', ...bands };
    }
    case 'change': {
      const [small, medium, large] = [low, middle, high].map(Math.abs).toSorted((one, other) => one - other);
      const levels = both(level(medium ?? 1), level(large ?? 2), small ?? 0);
      return {
        is: 'change',
        against: pick(roll, ['day', 'week']),
        direction: pick(roll, ['up', 'down', 'either']),
        ...levels,
      };
    }
  }
}

const TROUBLES: readonly Trouble[] = ['warn', 'critical', 'noData', 'error'];

/** What the state of a rule depends on, at random, over a question that does not matter. */
export function randomJudging(roll: Dice, every: Millis): Omit<AlertRule, 'title'> & { title: string } {
  const windows = (most: number) => millis(whole(roll, 0, most) * every);
  return {
    version: 1,
    id: 'random',
    title: 'Random',
    description: '',
    prebuilt: false,
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'count',
    every,
    over: millis(whole(roll, 1, 5) * every),
    delay: millis(0),
    condition: randomCondition(
      roll,
      () => whole(roll, 0, 8),
      () => windows(3),
    ),
    keepFiring: windows(3),
    noData: pick(roll, ['ok', 'keep', 'fire', 'noData'] as const),
    tell: ['one', 'two'].flatMap((channel) => {
      const of = TROUBLES.filter(() => roll() < 0.6);
      return of.length > 0 ? [{ channel, of }] : [];
    }),
    repeat: windows(10),
    mostGroups: 100,
    labels: {},
    runbook: '',
    message: '',
    paused: false,
  };
}

const FIELDS: readonly Field[] = [
  record('service'),
  record('httpRoute'),
  record('duration'),
  attribute('platform'),
  attribute('a key with spaces'),
  attribute('service.name'),
  { in: 'resource', key: 'region' },
  { in: 'scope', key: 'name' },
];

function randomFilter(roll: Dice, depth = 0): Filter {
  const parts = () => Array.from({ length: whole(roll, 0, 3) }, () => randomFilter(roll, depth + 1));
  const text = pick(roll, ['api', 'a "b" \\ c', '007', '', 'true', 'Überfall 火']);
  const forms: readonly (() => Filter)[] = [
    () => ({ op: 'eq', field: record('error'), value: roll() < 0.5 }),
    () => ({
      op: pick(roll, ['eq', 'ne', 'contains', 'matches'] as const),
      field: pick(roll, [record('service'), attribute('platform')]),
      value: text,
    }),
    () => ({ op: pick(roll, ['gt', 'gte', 'lt', 'lte'] as const), field: record('duration'), value: whole(roll, 0, 5_000_000_000) }),
    () => ({ op: 'in', field: record('service'), values: ['api', text] }),
    () => ({ op: 'exists', field: pick(roll, FIELDS) }),
    () => ({ op: 'search', text: 'timed out' }),
    () => ({ op: 'not', of: randomFilter(roll, depth + 1) }),
    () => ({ op: pick(roll, ['and', 'or'] as const), of: parts() }),
  ];
  return pick(roll, depth > 2 ? forms.slice(0, 6) : forms)();
}

function randomMeasure(roll: Dice): Measure {
  const of = pick(roll, [record('duration'), record('value'), attribute('amount')]);
  return pick<() => Measure>(roll, [
    () => ({ fn: 'count' }),
    () => ({ fn: 'rate' }),
    () => ({ fn: 'ratio', where: randomFilter(roll) }),
    () => ({ fn: 'quantile', of, q: 0.95 }),
    () => ({ fn: 'apdex', of, threshold: 500_000_000 }),
    () => ({ fn: pick(roll, ['sum', 'avg', 'min', 'max', 'last', 'distinct', 'increase'] as const), of }),
  ])();
}

function randomSpec(roll: Dice): SeriesSpec {
  const source = pick<Source>(roll, [
    { signal: 'spans' },
    { signal: 'logs' },
    { signal: 'exceptions' },
    { signal: 'metrics', metric: 'queue.size' },
    { signal: 'metrics', metric: { variable: 'queueSize' } },
  ]);
  const where = maybe(roll, randomFilter(roll));
  const by = FIELDS.filter(() => roll() < 0.2);
  const measures = Array.from({ length: roll() < 0.8 ? 1 : 3 }, () => randomMeasure(roll));
  return { kind: 'series', source, ...(where ? { where } : {}), measures, by, limit: pick(roll, [1, 12, 1_000]) };
}

function randomAsk(roll: Dice): AlertAsk {
  const one = () =>
    roll() < 0.6
      ? { kind: 'spec' as const, spec: randomSpec(roll) }
      : {
          kind: 'pair' as const,
          op: pick(roll, ['divide', 'subtract', 'add', 'multiply'] as const),
          left: randomSpec(roll),
          right: randomSpec(roll),
        };
  const kind = roll();
  if (kind < 0.2) return { kind: 'sql', text: 'SELECT service, count() AS value\nFROM spans -- what fails: "all"\nGROUP BY service' };
  return kind < 0.5 ? { kind: 'first', of: [one(), one(), one()] } : one();
}

/** Any rule at all. */
export function randomRule(roll: Dice, id: string): AlertRule {
  const unit = pick(roll, UNITS);
  const scale = unit === 'instant' ? 1_766_000_000_000 : pick(roll, [1, 0.001, 1_000, 1_000_000, 7.3e9]);
  const every = millis(pick(roll, [10_000, 15_000, MINUTE, 90_000, 5 * MINUTE, DAY]));
  const lasting = () => millis(pick(roll, [0, 1, 1_500, MINUTE, 90 * MINUTE, DAY, 7 * DAY]));
  const text = () => pick(roll, ['', 'Plain', '{{service}} fails: "5 %"', 'two\nlines # no comment', '- not: a list', 'true', '0']);
  return {
    ...randomJudging(roll, every),
    id,
    title: pick(roll, ['High error rate', 'yes', '5', '{a}: [b]', "it's # one"]),
    description: text(),
    prebuilt: roll() < 0.2,
    ask: randomAsk(roll),
    unit,
    over: millis(roll() < 0.3 ? 10_000 : Math.min(30 * DAY, every * whole(roll, 1, 30))),
    delay: lasting() > DAY ? millis(0) : millis(pick(roll, [0, 30_000, MINUTE])),
    condition: randomCondition(roll, () => (roll() - 0.3) * scale, lasting),
    keepFiring: lasting(),
    repeat: lasting(),
    mostGroups: whole(roll, 1, 1_000),
    labels: roll() < 0.5 ? {} : { team: 'search', 'a.b/c-d': 'yes: "no"', size: '5' },
    runbook: pick(roll, ['', 'https://wiki.example.org/errors?a=b#c']),
    message: text(),
    paused: roll() < 0.2,
  };
}
