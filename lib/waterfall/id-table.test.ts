import { expect, it } from 'vitest';
import { IdTable, idText, idWords } from '@/lib/waterfall/id-table';
import { randomFrom } from '@/lib/waterfall/sample.testing';

it.each([
  ['0000000000000001', [1, 0]],
  ['00F067aa0ba902b7', [0x0ba902b7, 0x00f067aa]],
  ['ffffffffffffffff', [0xffffffff, 0xffffffff]],
  ['0000000000000000', [0, 0]],
])('%s is two numbers', (text, words) => {
  expect(idWords(text)).toEqual(words);
  expect(idText(words[0] ?? 0, words[1] ?? 0)).toBe(text.toLowerCase());
});

it.each(['', 'b7ad6b7169203331a', 'b7ad6b716920333', 'b7ad6b716920333g'])('%j is no id', (text) => {
  expect(idWords(text)).toBeUndefined();
});

it('finds as a map does, the first of those that came twice, also ids that differ in few bits', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = randomFrom(seed);
    const table = new IdTable();
    const map = new Map<string, number>();
    // from few numbers, so that many come twice and many share their lower or upper half
    const word = () => Math.floor(random() * 40) * (seed % 2 === 0 ? 1 : 0x1_0001) + (random() < 0.1 ? 0xffff_0000 : 0);
    for (let index = 0; index < 1_500; index += 1) {
      const [low, high] = [word() >>> 0, word() >>> 0];
      expect(table.add(low, high)).toBe(index);
      if (!map.has(idText(low, high))) map.set(idText(low, high), index);
    }
    for (let ask = 0; ask < 500; ask += 1) {
      const [low, high] = [word() >>> 0, word() >>> 0];
      expect(table.find(low, high), `seed ${seed}`).toBe(map.get(idText(low, high)) ?? -1);
    }
  }
});

it('orders ids as their digits sort', () => {
  const table = new IdTable();
  const ids = ['00000001ffffffff', '8000000000000000', '0000000200000000', '7fffffffffffffff'];
  for (const id of ids) table.add(...(idWords(id) ?? [0, 0]));
  const order = [0, 1, 2, 3].sort((a, b) => table.compare(a, b));
  expect(order.map((index) => ids[index])).toEqual([...ids].sort());
});
