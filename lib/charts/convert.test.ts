import { expect, it } from 'vitest';
import type { Unit } from '@/lib/base/units';
import { unitFactor } from '@/lib/charts/convert';

it.each<[Unit | undefined, Unit, number]>([
  ['seconds', 'nanoseconds', 1e9],
  ['milliseconds', 'seconds', 1e-3],
  ['microseconds', 'milliseconds', 1e-3],
  ['percent', 'ratio', 0.01],
  ['ratio', 'percent', 100],
  ['seconds', 'count', 1],
  ['bytes', 'seconds', 1],
  [undefined, 'seconds', 1],
])('%s in %s: times %s', (from, to, factor) => expect(unitFactor(from, to)).toBeCloseTo(factor, 12));
