import { describe, expect, it } from 'vitest';
import type { Field } from '@/lib/model/field';
import { RECORD_FIELDS, attribute, record } from '@/lib/model/record-field';
import { FIELD_NAMES, fieldFromName, fieldName } from '@/lib/query/field-name';

describe('fieldFromName', () => {
  it.each<[string, Field]>([
    ['service', record('service')],
    ['service.name', record('service')],
    ['resource.service.name', { in: 'resource', key: 'service.name' }],
    ['http.route', record('httpRoute')],
    ['http.target', attribute('http.target')],
    ['http.status_code', record('httpStatus')],
    ['http.response.status_code', record('httpStatus')],
    ['attributes.http.route', attribute('http.route')],
    ['tenant', record('tenant')],
    ['organization_id', record('tenant')],
    ['deployment.environment', record('environment')],
    ['env', record('environment')],
    ['trace_id', record('traceId')],
    ['level', record('level')],
    ['severity', record('severity')],
    ['k8s.pod.name', { in: 'resource', key: 'k8s.pod.name' }],
    ['process.pid', { in: 'resource', key: 'process.pid' }],
    ['hostile', attribute('hostile')],
    ['scope.name', record('scope')],
    ['scope.attributes.name', { in: 'scope', key: 'name' }],
    ['cart.items', attribute('cart.items')],
    ['attributes.', attribute('attributes.')],
  ])('%s', (name, field) => {
    expect(fieldFromName(name)).toEqual(field);
  });
});

it('reads back every printed name', () => {
  const keys = ['name', 'duration', 'x', 'attributes.x', 'resource.x', 'scope.name', 'host.name', 'k8s.a', 'http.route', 'scope', 'attributes', 'toString', '__proto__']; // prettier-ignore
  const fields: Field[] = [
    ...RECORD_FIELDS.map(record),
    ...keys.flatMap((key): Field[] => [{ in: 'resource', key }, { in: 'scope', key }, attribute(key)]),
  ];
  for (const field of fields)
    expect({ name: fieldName(field), field: fieldFromName(fieldName(field)) }).toEqual({ name: fieldName(field), field });
});

it('suggests each record field once', () => {
  expect(new Set(FIELD_NAMES.map(({ name }) => name)).size).toBe(RECORD_FIELDS.length);
});
