import { expect, it } from 'vitest';
import { isSealed, secretBox } from '@/lib/server/secret-box';

const ONE = Buffer.alloc(32, 1);
const TWO = Buffer.alloc(32, 2);
const none = secretBox({ current: undefined, old: [] });
const one = secretBox({ current: ONE, old: [] });

it('opens what it sealed, in its place alone', () => {
  const sealed = one.seal('s3cr3t – ✓', 'ops token');
  // `printf '\x01%.0s' {1..32} | sha256sum` begins with this
  expect(sealed).toMatch(/^hearth-sealed 1 72cd6e84 [\w-]{16} [\w-]+$/);
  expect(sealed).not.toContain('s3cr3t');
  expect(one.open(sealed, 'ops token')).toBe('s3cr3t – ✓');
  expect(one.open(sealed, 'other token')).toBe(sealed);
  expect(one.seal(sealed, 'ops token')).toBe(sealed);
  // never the same twice
  expect(one.seal('s3cr3t – ✓', 'ops token')).not.toBe(sealed);
});

it('notices every byte that was changed', () => {
  const sealed = one.seal('s3cr3t', 'ops token');
  const from = sealed.lastIndexOf(' ') + 1;
  const bytes = Buffer.from(sealed.slice(from), 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(isSealed(one.open(sealed.slice(0, from) + changed.toString('base64url'), 'ops token'))).toBe(true);
  }
  for (const broken of ['hearth-sealed 1 ', 'hearth-sealed 1 72cd6e84', `${sealed.slice(0, from)}AA`, sealed.slice(0, -8)]) {
    expect(one.open(broken, 'ops token')).toBe(broken);
  }
});

it('goes from no key to one, to another, and back', () => {
  expect(none.seal('s3cr3t', 'p')).toBe('s3cr3t');
  expect(one.open('s3cr3t', 'p')).toBe('s3cr3t');
  const sealed = one.seal('s3cr3t', 'p');
  const both = secretBox({ current: TWO, old: [ONE] });
  const two = secretBox({ current: TWO, old: [] });
  expect([none, one, both, two].map((box) => box.open(sealed, 'p') === 's3cr3t')).toEqual([false, true, true, false]);
  expect(two.open(both.seal(both.open(sealed, 'p'), 'p'), 'p')).toBe('s3cr3t');
  expect([none, one, both].map((box) => box.isCurrent(sealed))).toEqual([false, true, false]);
  expect([none, one].map((box) => box.isCurrent('s3cr3t'))).toEqual([true, false]);
  expect(one.isCurrent('')).toBe(true);
  expect(one.seal('', 'p')).toBe('');
});
