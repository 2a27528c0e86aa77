import { expect, it } from 'vitest';
import { PALETTE_SIZE, paletteColour, paletteNumber } from '@/lib/base/palette';

it('hashes as FNV-1a: the published vectors, folded by hand', () => {
  // FNV-1a of '' is 0x811c9dc5; >>> 15 is 0x00010239; xor 0x811d9ffc = 2 166 202 364; mod 12 is 8; plus 1
  expect(paletteNumber('')).toBe(9);
  // FNV-1a of 'foobar' is 0xbf9cf968; >>> 15 is 0x00017f39; xor 0xbf9d8651 = 3 214 771 793; mod 12 is 5; plus 1
  expect(paletteNumber('foobar')).toBe(6);
});

it('gives the same name the same colour, among the colours that there are', () => {
  for (const name of ['highlights-api', 'memory-cloud', 'x'.repeat(1_000), 'служба', '']) {
    expect(paletteNumber(name)).toBe(paletteNumber(name));
    expect(paletteNumber(name)).toBeGreaterThanOrEqual(1);
    expect(paletteNumber(name)).toBeLessThanOrEqual(PALETTE_SIZE);
    expect(paletteColour(name)).toMatch(/^var\(--s([1-9]|1[0-2])\)$/);
  }
});

it('spreads numbered names over the whole palette', () => {
  const used = new Set(Array.from({ length: 120 }, (_, index) => paletteNumber(`service-${index}`)));
  expect(used.size).toBe(PALETTE_SIZE);
});
