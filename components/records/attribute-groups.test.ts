import { expect, it } from 'vitest';
import { groupAttributes } from '@/components/records/attribute-groups';

const text = (key: string, value = 'x') => ({ key, type: 'string' as const, text: value });
const ATTRIBUTES = [
  text('zone'),
  text('http.route', '/v1/Search'),
  text('tenant.id', 'globex'),
  text('http.request.method', 'POST'),
  text('server.address'),
  text('gen_ai.request.model'),
  text('user_id'),
  text('workflow_id'),
  text('db.query.text', 'select 1'),
  text('code.filepath'),
  text('https.odd'),
];

function shown(search: string): string[] {
  return groupAttributes(ATTRIBUTES, search).map((group) => `${group.name}: ${group.attributes.map((one) => one.label).join(' ')}`);
}

it('groups by what keys are about, without repeating the group', () => {
  expect(shown('')).toEqual([
    'http: request.method route server.address',
    'db: query.text',
    'gen_ai: request.model',
    'who: tenant.id user_id workflow_id',
    'code: filepath',
    'other: https.odd zone',
  ]);
});

it.each([
  ['globex', ['who: tenant.id']],
  ['SEARCH', ['http: route']],
  ['_id', ['who: user_id workflow_id']],
  ['nothing', []],
])('finds %s', (search, groups) => expect(shown(search)).toEqual(groups));
