import { expect, it } from 'vitest';
import { editorTheme, fullHex } from '@/components/editor/editor-theme';

it.each([
  ['#fff', '#ffffff'],
  ['#1af8', '#11aaff88'],
  ['#11151c', '#11151c'],
])('%s → %s', (colour, expected) => expect(fullHex(colour)).toBe(expected));

it('takes every colour from the tokens, in the form that Monaco reads', () => {
  const { base, rules, colors } = editorTheme('light', () => '#abc');
  expect(base).toBe('vs');
  expect(new Set(rules.map(({ foreground }) => foreground))).toEqual(new Set(['aabbcc']));
  expect(colors['editor.background']).toBe('#aabbcc');
});
