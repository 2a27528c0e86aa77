import { describe, expect, it } from 'vitest';
import type { Field } from '@/lib/model/field';
import { Filter, type Value } from '@/lib/model/filter';
import { attribute, record } from '@/lib/model/record-field';
import { valueKind } from '@/lib/query/filter-value';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const service = record('service');
const eq = (field: Field, value: string | number | boolean): Filter => ({ op: 'eq', field, value });
const search = (text: string): Filter => ({ op: 'search', text });

describe('parseFilter', () => {
  const cases: [string, Filter | undefined][] = [
    ['', undefined],
    ['   ', undefined],
    [
      'service.name = "api" and http.response.status_code >= 500',
      { op: 'and', of: [eq(service, 'api'), { op: 'gte', field: record('httpStatus'), value: 500 }] },
    ],
    ['service=api', eq(service, 'api')],
    ['service == api', eq(service, 'api')],
    ["service = 'a \\'b\\''", eq(service, "a 'b'")],
    ['service != api', { op: 'ne', field: service, value: 'api' }],
    ['duration > 1.5s', { op: 'gt', field: record('duration'), value: 1_500_000_000 }],
    ['duration<=200ms', { op: 'lte', field: record('duration'), value: 200_000_000 }],
    ['duration < 1m30s', { op: 'lt', field: record('duration'), value: 90_000_000_000 }],
    ['duration = 1.234567ms', eq(record('duration'), 1_234_567)],
    ['level >= warn', { op: 'gte', field: record('level'), value: 13 }],
    ['severity:error', eq(record('severity'), 17)],
    ['level = 14', eq(record('level'), 14)],
    ['status = error', eq(record('status'), 'Error')],
    ['kind=SERVER', eq(record('kind'), 'Server')],
    ['http.route ~ ^/api/', { op: 'matches', field: record('httpRoute'), value: '^/api/' }],
    ['http.route:api', { op: 'contains', field: record('httpRoute'), value: 'api' }],
    ['body contains "no route"', { op: 'contains', field: record('body'), value: 'no route' }],
    ['body NOT contains x', { op: 'not', of: { op: 'contains', field: record('body'), value: 'x' } }],
    ['body !~ x', { op: 'not', of: { op: 'matches', field: record('body'), value: 'x' } }],
    ['tenant in (a, "b c", 3)', { op: 'in', field: record('tenant'), values: ['a', 'b c', 3] }],
    ['tenant in(a)', { op: 'in', field: record('tenant'), values: ['a'] }],
    ['tenant not in (a)', { op: 'not', of: { op: 'in', field: record('tenant'), values: ['a'] } }],
    ['tenant = $tenant', { op: 'eq', field: record('tenant'), value: { variable: 'tenant' } }],
    ['tenant in ($tenant, x)', { op: 'in', field: record('tenant'), values: [{ variable: 'tenant' }, 'x'] }],
    ['db.system exists', { op: 'exists', field: record('dbSystem') }],
    ['error', eq(record('error'), true)],
    ['not root', { op: 'not', of: eq(record('root'), true) }],
    ['entry error', { op: 'and', of: [eq(record('entry'), true), eq(record('error'), true)] }],
    ['error = false', eq(record('error'), false)],
    ['payment failed', { op: 'and', of: [search('payment'), search('failed')] }],
    ['"payment failed"', search('payment failed')],
    ['"error"', search('error')],
    ['GET /api/users', { op: 'and', of: [search('GET'), search('/api/users')] }],
    ['payment in progress', { op: 'and', of: [search('payment'), search('in'), search('progress')] }],
    ["don't", search("don't")],
    ['a or b and c', { op: 'or', of: [search('a'), { op: 'and', of: [search('b'), search('c')] }] }],
    ['(a or b) c', { op: 'and', of: [{ op: 'or', of: [search('a'), search('b')] }, search('c')] }],
    ['not (a or b)', { op: 'not', of: { op: 'or', of: [search('a'), search('b')] } }],
    ['a AND B', { op: 'and', of: [search('a'), search('B')] }],
    ['cart.items > 10', { op: 'gt', field: attribute('cart.items'), value: 10 }],
    ['cart.vip = true', eq(attribute('cart.vip'), true)],
    ['account = 007', eq(attribute('account'), '007')],
    ['account = 12345678901234567890', eq(attribute('account'), '12345678901234567890')],
    ['price = 1.5', eq(attribute('price'), 1.5)],
    ['price = "1.5"', eq(attribute('price'), '1.5')],
    ['http.url = http://x:80/a?b=c', eq(attribute('http.url'), 'http://x:80/a?b=c')],
    ['k8s.pod.name = p', eq({ in: 'resource', key: 'k8s.pod.name' }, 'p')],
    ['resource.service.name = p', eq({ in: 'resource', key: 'service.name' }, 'p')],
    ['attributes.duration = 3', eq(attribute('duration'), 3)],
    ['scope.name = lib', eq(record('scope'), 'lib')],
    ['scope.colour = red', eq({ in: 'scope', key: 'colour' }, 'red')],
    ['`odd key` = 1', eq(attribute('odd key'), 1)],
    ['`attributes.a=b` exists', { op: 'exists', field: attribute('a=b') }],
    ['`tick\\`ed` = 1', eq(attribute('tick`ed'), 1)],
    ['x = ""', eq(attribute('x'), '')],
  ];
  it.each(cases)('%s', (text, expected) => {
    expect(parseFilter(text)).toEqual({ ok: true, value: expected });
  });

  const mistakes: [string, number, number, RegExp][] = [
    ['service =', 9, 0, /value/],
    ['= 3', 0, 1, /field before “=”/],
    ['(a', 0, 1, /not closed/],
    ['a)', 1, 1, /closes nothing/],
    ['()', 1, 1, /nothing is inside/],
    ['a and', 5, 0, /after “and”/],
    ['or a', 0, 2, /before it/],
    ['not', 3, 0, /after “not”/],
    ['service = "api', 10, 4, /quote is not closed/],
    ['duration > 5', 11, 1, /200ms/],
    ['duration > 0', 11, 1, /0ms/],
    ['level = banana', 8, 6, /info/],
    ['http.status_code = abc', 19, 3, /not a number/],
    ['error = maybe', 8, 5, /true nor false/],
    ['a in (1 2)', 8, 1, /comma/],
    ['a in (1', 5, 1, /not closed/],
    ['`` = 1', 0, 2, /between the backquotes/],
    ['`a`', 0, 3, /operator/],
    ['a = (b)', 4, 1, /quotes/],
    ['a = 1 = 2', 6, 1, /field before/],
    ['status == = Error', 10, 1, /operator already/],
    ['status = == Error', 9, 2, /operator already/],
    ['duration > = 5ms', 11, 1, /operator already/],
    ['body contains =x', 14, 2, /operator already/],
    ['a in (=, b)', 6, 1, /operator already/],
    ['a = !=', 4, 2, /operator already/],
  ];
  it.each(mistakes)('refuses %s at %d', (text, position, length, message) => {
    const result = parseFilter(text);
    expect(result.ok ? undefined : { position: result.error.position, length: result.error.length }).toEqual({ position, length });
    expect(result.ok ? '' : result.error.message).toMatch(message);
  });

  it.each([
    ['a = "="', '='],
    ['a = <html>', '<html>'],
    ['a = :8080', ':8080'],
    ['a = ~/x', '~/x'],
    ['a = x==', 'x=='],
  ])('reads the value of %s', (text, value) => {
    expect(parseFilter(text)).toEqual({ ok: true, value: eq(attribute('a'), value) });
  });

  it('reads a keyword after an operator as a value', () => {
    expect(parseFilter('service = and')).toEqual({ ok: true, value: eq(service, 'and') });
  });

  it('refuses bottomless nesting instead of running out of stack', () => {
    expect(parseFilter('('.repeat(50_000)).ok).toBe(false);
  });
});

/** Mulberry32: the same trees in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('printFilter', () => {
  const TEXTS = [
    '', 'api', 'a b', 'and', 'true', '007', '1.5', '5', '$x', '"', "'", '\\', 'a\nb', '`', '(x)', 'x,y', 'Error', 'error', 'ERROR', 'warn', '200ms',
    'naïve', '日本', '-', '=', 'a=b', 'http://x:80', ':', '~', '!', '%', '\t', '😀', 'in', 'exists', 'service.name', 'x not', '.', '..', '-5',
  ]; // prettier-ignore
  const KEYS = [
    ...TEXTS.filter((text) => text !== ''),
    'attributes.x',
    'resource.y',
    'scope.z',
    'name',
    'version',
    'duration',
    'host.name',
    'k8s.a',
    'attributes',
    'scope.attributes.q',
    'and',
  ];
  const NUMBERS = [
    0,
    1,
    -1,
    1.5,
    9,
    10,
    13,
    17,
    500,
    1e21,
    1e-7,
    1_500_000_000,
    200_000_000,
    1_234_567,
    2 ** 53,
    0.1,
    3.6e12,
    90e9,
    1e9 / 3,
  ];
  const random = seeded(20_261_121);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  // Values that the field can have: a level of true or a status of 5 has no text.
  const value = (of: Field): Value => {
    const kind = valueKind(of);
    const choices: (() => Value)[] = [() => pick(TEXTS), () => ({ variable: pick(['tenant', 'odd name', '`', 'x1']) })];
    if (['text', 'number', 'duration', 'level'].includes(kind)) choices.push(() => pick(NUMBERS));
    if (kind === 'text' || kind === 'boolean') choices.push(() => random() < 0.5);
    return pick(choices)();
  };
  const field = (): Field =>
    random() < 0.5
      ? record(
          pick([
            'service',
            'duration',
            'level',
            'status',
            'kind',
            'error',
            'httpStatus',
            'scope',
            'name',
            'time',
            'severity',
            'cost',
            'count',
          ] as const),
        )
      : { in: pick(['resource', 'attributes', 'scope'] as const), key: pick(KEYS) };
  const tree = (depth: number): Filter => {
    const kind = Math.floor(random() * (depth > 3 ? 5 : 7));
    const of = field();
    if (kind === 0) return { op: pick(['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const), field: of, value: value(of) };
    if (kind === 1)
      return {
        op: pick(['contains', 'matches'] as const),
        field: of,
        value: pick<string | { variable: string }>([...TEXTS, { variable: 'v' }]),
      };
    if (kind === 2) return { op: 'in', field: of, values: Array.from({ length: Math.floor(random() * 4) }, () => value(of)) };
    if (kind === 3) return { op: 'exists', field: of };
    if (kind === 4) return search(pick(TEXTS));
    if (kind === 5) return { op: 'not', of: tree(depth + 1) };
    const size = pick([0, 2, 2, 3]);
    return { op: pick(['and', 'or'] as const), of: Array.from({ length: size }, () => tree(depth + 1)) };
  };

  it('round-trips 5 000 random trees', () => {
    for (let count = 0; count < 5_000; count++) {
      const filter = tree(0);
      const text = printFilter(filter);
      expect({ text, ...parseFilter(text) }).toEqual({ text, ok: true, value: filter });
    }
  });

  it.each([
    ['service=api   http.status_code>=500', 'service.name = api and http.response.status_code >= 500'],
    ['level>=13', 'level >= warn'],
    ['duration > 1500ms', 'duration > 1.5s'],
    ['not (a or error)', 'not (a or error)'],
    ['"error" "two words" one', '"error" and "two words" and one'],
    ['env in (prod,"st aging")', 'environment in (prod, "st aging")'],
    ['tenant_id = 42', 'tenant = 42'],
    ['x = "42"', 'x = "42"'],
    ['host.name exists', 'host.name exists'],
    ['attributes.http.route = x', 'attributes.http.route = x'],
    ['`a b`:c', '`a b` contains "c"'],
  ])('prints %s as %s, stably', (text, printed) => {
    const once = parseFilter(text);
    const twice = parseFilter(printed);
    expect(once.ok && printFilter(once.value)).toBe(printed);
    expect(twice.ok && printFilter(twice.value)).toBe(printed);
    expect(once.ok && Filter.parse(once.value)).toEqual(twice.ok && twice.value);
  });
});
