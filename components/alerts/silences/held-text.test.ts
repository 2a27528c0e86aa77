import { expect, test } from 'vitest';
import { heldText } from '@/components/alerts/silences/held-text';

test.each([
  [{ groups: 3, troubled: 2, rules: 1, first: [] }, '3 groups of 1 rule, 2 in trouble now'],
  [{ groups: 1, troubled: 0, rules: 1, first: [] }, '1 group of 1 rule, none in trouble now'],
  [{ groups: 0, troubled: 0, rules: 0, first: [] }, 'nothing that there is now'],
])('%j in words', (held, text) => {
  expect(heldText(held)).toBe(text);
});
