import { describe, expect, it } from 'vitest';
import { groupOf, notificationOf } from '@/lib/notify/hostile.testing';
import { clip, clipBytes, fitted, oneLine, shortened, withGroups } from '@/lib/notify/shorten';

describe('clip', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    // 🔥 is two units: half of it is none
    ['a🔥b', 3, 'a…'],
    ['a🔥bc', 4, 'a🔥…'],
    ['', 0, ''],
  ])('%s in %i', (text, most, expected) => expect(clip(text, most)).toBe(expected));
});

describe('clipBytes', () => {
  it.each([
    ['abc', 3],
    ['aé€🔥'.repeat(50), 100],
    ['🔥'.repeat(50), 7],
    ['é'.repeat(4_000), 4_096],
  ])('%s in %i bytes', (text, most) => {
    const kept = clipBytes(text, most);
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(most);
    expect(kept).not.toMatch(/\p{Cs}/u);
    expect(text.startsWith(kept.replace(/…$/, ''))).toBe(true);
  });
});

it('makes one line of many', () => expect(oneLine(' a\r\nb\u2028c\u0000d ')).toBe('a b c d'));

it('shortens labels, and says how many are left out', () => {
  const labels = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`label${index}`, 'v'.repeat(500)]));
  const [group] = shortened(notificationOf({ firing: [{ ...groupOf('a'), labels }] })).firing;
  expect(Object.keys(group?.labels ?? {})).toHaveLength(9);
  expect(group?.labels['…']).toBe('and 4 more');
  expect(group?.labels.label0).toHaveLength(200);
});

it('counts the groups that it leaves out', () => {
  const groups = Array.from({ length: 5 }, (_, index) => groupOf('a', index));
  expect(withGroups(notificationOf({ firing: groups, moreFiring: 10, resolved: groups }), 2)).toMatchObject({
    firing: [groups[0], groups[1]],
    moreFiring: 13,
    resolved: [groups[0], groups[1]],
    moreResolved: 3,
  });
});

it('takes the most groups that fit', () => {
  const groups = Array.from({ length: 20 }, (_, index) => groupOf('a', index));
  const shown = fitted(
    notificationOf({ firing: groups }),
    ({ firing, moreFiring }) => [firing.length, moreFiring],
    ([count]) => (count ?? 0) <= 8,
  );
  expect(shown).toEqual([7, 13]);
});
