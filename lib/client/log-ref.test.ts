import { expect, it } from 'vitest';
import { parseLogRef, printLogRef } from '@/lib/client/log-ref';

it('reads back what it prints, digit by digit', () => {
  const text = '1763683200000000001-18446744073709551615';
  const ref = parseLogRef(text);
  expect(ref).toEqual({ time: '1763683200000000001', id: '18446744073709551615' });
  expect(ref && printLogRef(ref)).toBe(text);
});

it.each(['', '1', '1-', '-1', '1-x', '1-1-1', '12345678901234567890-1'])('“%s” names no log', (text) => {
  expect(parseLogRef(text)).toBeUndefined();
});
