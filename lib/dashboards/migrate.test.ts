import { describe, expect, it } from 'vitest';
import { migrate } from '@/lib/dashboards/migrate';

const smallest = { version: 2, slug: 'mine', title: 'Mine', variables: [], sections: [] };

describe('migrate', () => {
  it('fills in what is left to defaults', () => {
    expect(migrate(smallest)).toEqual({ ok: true, value: { ...smallest, prebuilt: false, description: '', folder: '', tags: [] } });
  });

  it('makes the variables of version 1 ones over a field', () => {
    const service = { name: 'service', title: 'service', source: { signal: 'spans' }, field: { in: 'record', name: 'service' } };
    expect(migrate({ ...smallest, version: 1, variables: [service] })).toMatchObject({
      ok: true,
      value: { version: 2, variables: [{ kind: 'field', ...service }] },
    });
  });

  it.each([
    ['a newer version', { ...smallest, version: 9 }, 'unknownVersion', /version 9/],
    ['no version', { slug: 'mine' }, 'invalid', /no version/],
    ['no object', 'text', 'invalid', /not a dashboard/],
    ['a broken part', { ...smallest, slug: 'Not A Slug' }, 'invalid', /at slug/],
  ])('refuses %s', (_name, document, kind, message) => {
    const result = migrate(document);
    expect(result).toMatchObject({ ok: false, error: { kind, message: expect.stringMatching(message) } });
  });
});
