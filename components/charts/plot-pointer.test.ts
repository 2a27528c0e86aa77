import { expect, it } from 'vitest';
import { stepByKey } from '@/components/charts/plot-pointer';

it.each<[string, number | undefined, number | undefined]>([
  ['ArrowRight', undefined, 0],
  ['ArrowLeft', undefined, 29],
  ['ArrowRight', 4, 5],
  ['ArrowLeft', 0, 0],
  ['ArrowRight', 29, 29],
  ['PageDown', 25, 29],
  ['PageUp', 25, 15],
  ['Home', 17, 0],
  ['End', undefined, 29],
  ['j', 3, undefined],
])('%s from %s leads to %s of 30 steps', (key, from, to) => expect(stepByKey(key, from, 30)).toBe(to));
