import { expect, it } from 'vitest';
import { ERRORS, hasCondition, SLOW, withToggled } from '@/components/records/quick-filter';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

function toggle(text: string, condition: typeof ERRORS): string {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return printFilter(withToggled(parsed.value, condition));
}

it.each([
  ['', ERRORS, 'error'],
  ['error', ERRORS, ''],
  ['error = true', ERRORS, ''],
  ['service.name = api', ERRORS, 'service.name = api error'],
  ['service.name = api and error', ERRORS, 'service.name = api'],
  ['service.name = api', SLOW, 'service.name = api duration >= 1s'],
  ['duration >= 1s', SLOW, ''],
  ['a = 1 or b = 2', ERRORS, '(a = 1 or b = 2) error'],
])('“%s” with a button pressed is “%s”', (before, condition, after) => {
  const text = toggle(before, condition);
  expect(text.replaceAll(' and ', ' ')).toBe(after);
  const parsed = parseFilter(text);
  expect(parsed.ok && hasCondition(parsed.value, condition)).toBe(after.includes('error') || after.includes('duration'));
});
