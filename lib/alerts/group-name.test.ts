import { expect, test } from 'vitest';
import { groupName } from '@/lib/alerts/group-name';

test.each([
  [{}, ''],
  [{ 'service.name': 'shop', 'http.route': '' }, 'shop · (none)'],
])('the group %j is called %j', (labels, name) => {
  expect(groupName(labels)).toBe(name);
});
