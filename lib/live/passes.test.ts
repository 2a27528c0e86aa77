import { describe, expect, it } from 'vitest';
import { nanos } from '@/lib/base/time';
import { createPasses } from '@/lib/live/passes';
import { attributes, log, span } from '@/lib/live/records.testing';
import type { Stored } from '@/lib/live/stored';
import { whyPolled } from '@/lib/live/why-polled';
import type { Filter } from '@/lib/model/filter';
import { attribute, record } from '@/lib/model/record-field';

const TENANTS = ['customer', 'tenant_id'];

const failed: Stored = {
  signal: 'spans',
  running: false,
  record: span(1, {
    name: 'GET /Orders',
    message: 'Überfall',
    kind: 'Server',
    statusCode: 'Error',
    duration: nanos(1_500_000n),
    tags: ['x', 'y'],
    attributes: attributes({ n: '5.0', s: 'Alpha', empty: '', 'http.status_code': '503', tenant_id: 'acme' }),
    events: [
      { time: nanos(0n), name: 'exception', attributes: attributes({ 'exception.type': 'KeyError', 'exception.message': 'no Flimflam' }) },
    ],
  }),
};
const begun: Stored = { ...failed, running: true };
const written: Stored = {
  signal: 'logs',
  record: log({ severity: 17, body: { type: 'string', text: 'It BROKE' }, attributes: attributes({ n: '0x10', customer: 'globex' }) }),
};

const [n, s] = [attribute('n'), attribute('s')];

describe('createPasses', () => {
  it.each<[string, Filter, boolean, boolean]>([
    // what it says, the filter, whether the span passes, whether the log does
    ['nothing at all', { op: 'and', of: [] }, true, true],
    ['one of no conditions', { op: 'or', of: [] }, false, false],
    ['text', { op: 'eq', field: s, value: 'Alpha' }, true, false],
    ['text in another case', { op: 'eq', field: s, value: 'alpha' }, false, false],
    ['not this text, or missing', { op: 'ne', field: s, value: 'Alpha' }, false, true],
    ['a number that is written otherwise', { op: 'eq', field: n, value: 5 }, true, false],
    ['text is not a number', { op: 'eq', field: n, value: '5' }, false, false],
    ['hexadecimal is no number', { op: 'eq', field: n, value: 16 }, false, false],
    ['not more than, or no number', { op: 'not', of: { op: 'gt', field: n, value: 5 } }, true, true],
    ['text orders by code point', { op: 'lt', field: s, value: 'a' }, true, false],
    ['empty is there', { op: 'exists', field: attribute('empty') }, true, false],
    ['empty is not missing', { op: 'eq', field: attribute('empty'), value: '' }, true, false],
    ['contains, in any case', { op: 'contains', field: s, value: 'LPH' }, true, false],
    ['contains nothing, but has to be there', { op: 'contains', field: s, value: '' }, true, false],
    ['one of texts and numbers', { op: 'in', field: n, values: ['0x10', 5] }, true, true],
    ['one of none', { op: 'in', field: s, values: [] }, false, false],
    ['any of some tags', { op: 'in', field: record('tags'), values: ['y', 'z'] }, true, false],
    ['a status in any case', { op: 'eq', field: record('status'), value: 'ERROR' }, true, false],
    ['an error, of either', { op: 'eq', field: record('error'), value: true }, true, true],
    ['a level, of either', { op: 'gte', field: record('level'), value: 17 }, false, true],
    ['an older key', { op: 'gte', field: record('httpStatus'), value: 500 }, true, false],
    ['a class of status', { op: 'eq', field: record('httpStatusClass'), value: '5xx' }, true, false],
    ["the operator's keys of the tenant", { op: 'in', field: record('tenant'), values: ['acme', 'globex'] }, true, true],
    ['a longer one', { op: 'gt', field: record('duration'), value: 1_000_000 }, true, false],
    ['words in a name', { op: 'search', text: 'orders' }, true, false],
    ['words in a message, beyond ASCII', { op: 'search', text: 'üBER' }, true, false],
    ['words in an exception', { op: 'search', text: 'keyerror no flim' }, true, false],
    ['words in a body', { op: 'search', text: 'broke' }, false, true],
    ['a field that neither has', { op: 'exists', field: record('value') }, false, false],
  ])('%s', (_, filter, ofSpan, ofLog) => {
    const passes = createPasses(filter, TENANTS);
    expect([passes(failed), passes(written)]).toEqual([ofSpan, ofLog]);
  });

  it('knows that nobody knows how long a running span takes', () => {
    const longer = createPasses({ op: 'gte', field: record('duration'), value: 0 }, TENANTS);
    const runs = createPasses({ op: 'eq', field: record('running'), value: true }, TENANTS);
    expect([longer(begun), longer(failed), runs(begun), runs(failed)]).toEqual([false, true, true, false]);
  });
});

describe('whyPolled', () => {
  const ask = { signals: ['spans'], roots: false, fields: [] } as const;
  const of = (where: Filter) => whyPolled({ ...ask, signals: ['spans'], fields: [], where });

  it('leaves regular expressions to the store, wherever they stand', () => {
    const matches: Filter = { op: 'matches', field: s, value: '(a+)+$' };
    expect(
      of({
        op: 'or',
        of: [
          { op: 'search', text: 'x' },
          { op: 'not', of: { op: 'and', of: [matches] } },
        ],
      }),
    ).toMatch(/regular expression/);
  });

  it('leaves to the store what only it knows', () => {
    expect(of({ op: 'eq', field: record('exceptionGroup'), value: 'a' })).toMatch(/group/);
    expect(of({ op: 'contains', field: record('time'), value: '2026' })).toMatch(/time/);
    expect(whyPolled({ ...ask, signals: ['spans'], fields: [record('time')] })).toMatch(/time/);
  });

  it('is content with all else', () => {
    expect(of({ op: 'gte', field: record('time'), value: 5 })).toBeUndefined();
    expect(whyPolled({ ...ask, signals: ['spans'], fields: [record('tenant')] })).toBeUndefined();
  });
});
