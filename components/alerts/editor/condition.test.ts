import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { Condition } from '@/lib/model/alert';
import { boundsOf, conditionFaults, withBound, withFor, withKind, withSide } from '@/components/alerts/editor/condition';

const at = (value: number, wait = 0) => ({ at: value, for: millis(wait) });
const above: Condition = { is: 'above', warn: at(2, 300), critical: at(5), recover: 1 };

describe('bounds', () => {
  it('lists what is set, a band by its ends', () => {
    expect(boundsOf(above)).toEqual([
      { name: 'recover', side: 'at', value: 1 },
      { name: 'warn', side: 'at', value: 2 },
      { name: 'critical', side: 'at', value: 5 },
    ]);
    expect(boundsOf({ is: 'outside', critical: { at: { low: 1, high: 9 }, for: millis(0) } })).toEqual([
      { name: 'critical', side: 'low', value: 1 },
      { name: 'critical', side: 'high', value: 9 },
    ]);
    expect(boundsOf({ is: 'below' })).toEqual([]);
  });

  it('moves one and keeps how long it waits', () => {
    expect(withBound(above, 'warn', 3)).toEqual({ ...above, warn: at(3, 300) });
    expect(withBound(above, 'critical', undefined)).toEqual({ is: 'above', warn: at(2, 300), recover: 1 });
    expect(withBound({ is: 'above' }, 'warn', 3)).toEqual({ is: 'above', warn: at(3) });
    expect(withFor(above, 'critical', millis(60))).toEqual({ ...above, critical: at(5, 60) });
    expect(withFor({ is: 'above' }, 'critical', millis(60))).toEqual({ is: 'above' });
  });

  it('moves an end of a band, but not past the other', () => {
    const band: Condition = { is: 'outside', warn: { at: { low: 1, high: 9 }, for: millis(0) } };
    expect(withSide(band, { name: 'warn', side: 'low', value: 4 })).toEqual({
      is: 'outside',
      warn: { at: { low: 4, high: 9 }, for: 0 },
    });
    expect(withSide(band, { name: 'warn', side: 'low', value: 9 })).toBe(band);
  });

  it('keeps the levels between above and below alone, and no recovery', () => {
    expect(withKind(above, 'below')).toEqual({ is: 'below', warn: at(2, 300), critical: at(5) });
    expect(withKind(above, 'outside')).toEqual({ is: 'outside' });
    expect(withKind(above, 'change')).toEqual({ is: 'change', against: 'week', direction: 'either' });
  });
});

describe('conditionFaults', () => {
  it.each<[string, Condition, object]>([
    ['fits', above, {}],
    ['critical at warn', { is: 'above', warn: at(5), critical: at(5) }, {}],
    ['critical below warn', { is: 'above', warn: at(5), critical: at(2) }, { critical: 'Critical lies above warn.' }],
    ['turned around', { is: 'below', warn: at(2), critical: at(5) }, { critical: 'Critical lies below warn.' }],
    ['recovers above it', { is: 'above', critical: at(5), recover: 6 }, { recover: 'It recovers below the level that fires.' }],
    ['recovers below it', { is: 'below', warn: at(5), recover: 4 }, { recover: 'It recovers above the level that fires.' }],
    [
      'a band in a band',
      { is: 'outside', warn: { at: { low: 1, high: 9 }, for: millis(0) }, critical: { at: { low: 2, high: 10 }, for: millis(0) } },
      { critical: 'Critical lies further out than warn.' },
    ],
    [
      'a wide recovery',
      { is: 'outside', warn: { at: { low: 1, high: 9 }, for: millis(0) }, recover: { low: 0, high: 5 } },
      { recover: 'It recovers inside the band that fires.' },
    ],
    ['a signed change', { is: 'change', against: 'day', direction: 'down', warn: at(-0.5) }, { warn: 'A size, without a sign.' }],
  ])('%s', (_name, condition, faults) => {
    expect(conditionFaults(condition)).toEqual(faults);
  });
});
