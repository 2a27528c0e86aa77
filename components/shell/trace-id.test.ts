import { expect, it } from 'vitest';
import { traceIdIn } from '@/components/shell/trace-id';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

it.each([ID, ` ${ID}\n`, ID.toUpperCase(), '4bf92f35-77b3-4da6-a3ce-929d0e0e4736'])('%j is a trace id', (text) => {
  expect(traceIdIn(text)).toBe(ID);
});

it.each(['', ID.slice(1), `${ID}0`, `${ID.slice(1)}g`, '00f067aa0ba902b7', `trace ${ID}`])('%j is not', (text) => {
  expect(traceIdIn(text)).toBeUndefined();
});
