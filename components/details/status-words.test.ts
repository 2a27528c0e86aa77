import { expect, test } from 'vitest';
import { statusWords } from '@/components/details/status-words';
import { nanos, nanosText } from '@/lib/base/time';

const thrown = (type: string, message: string) => ({
  name: 'exception',
  time: nanosText(nanos(1n)),
  attributes: [
    { key: 'exception.type', type: 'string' as const, text: type },
    { key: 'exception.message', type: 'string' as const, text: message },
  ],
});

test.each([
  ['its message', 'no such row', 'app.Missing', 'no such row', ''],
  ['its type and message', 'app.Missing: no such row', 'app.Missing', 'no such row', ''],
  ['its type without the module', 'Missing: no such row', 'app.Missing', 'no such row', ''],
  ['another message', 'gave up after 3 tries', 'app.Missing', 'no such row', 'gave up after 3 tries'],
  ['another type', 'Retry: no such row', 'app.Missing', 'no such row', 'Retry: no such row'],
  ['more than it', 'Missing: no such row, gave up', 'app.Missing', 'no such row', 'Missing: no such row, gave up'],
])('a status that says %s', (_, statusMessage, type, message, words) => {
  expect(statusWords({ statusMessage, events: [thrown(type, message)] })).toBe(words);
});

test('a status without an exception says all of itself', () => {
  expect(statusWords({ statusMessage: 'out of memory', events: [] })).toBe('out of memory');
});
