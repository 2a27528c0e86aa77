import { expect, test } from 'vitest';
import { groupText } from '@/lib/alerts/group-text';

test.each([
  [{}, ''],
  [{ 'service.name': 'shop', 'http.route': '' }, 'shop · (none)'],
  [{ severity: '17', 'service.name': 'shop' }, 'error · shop'],
])('the group %j is called %j', (labels, text) => {
  expect(groupText(labels)).toBe(text);
});
