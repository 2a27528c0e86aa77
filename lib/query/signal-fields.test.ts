import { expect, test } from 'vitest';
import { hasField } from '@/lib/query/signal-fields';

test.each([
  ['spans', 'duration', true],
  ['spans', 'severity', false],
  ['logs', 'severity', true],
  ['logs', 'duration', false],
  // any record's attributes can carry it
  ['logs', 'httpRoute', true],
  ['exceptions', 'duration', true],
  ['exceptions', 'body', false],
  ['metrics', 'tenant', true],
  ['metrics', 'value', true],
  ['metrics', 'exceptionType', false],
] as const)('records of %s: %s is there: %s', (signal, field, there) => {
  expect(hasField(signal, field)).toBe(there);
});
