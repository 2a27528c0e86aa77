import { describe, expect, it } from 'vitest';
import { labelPattern } from '@/lib/alerts/label-pattern';
import { dice } from '@/lib/alerts/testing/random-rules';

/** Whether the whole of `value` fits; the sentence where the pattern is refused. */
function fits(pattern: string, value: string): boolean | string {
  const read = labelPattern(pattern);
  return read.ok ? read.value.matches(value) : read.error;
}

const byJavaScript = (pattern: string, value: string) => new RegExp(`^(?:${pattern})$`, 'su').test(value);

describe('describes the same as JavaScript', () => {
  it.each([
    ['', ['', 'a']],
    ['check.*', ['check', 'checkout', 'recheck', 'check\nout']],
    ['a|api|', ['a', 'api', 'ap', '']],
    ['(?:eu|us)-\\d{1,2}', ['eu-1', 'us-12', 'us-123', 'de-1', 'eu-']],
    ['(?<region>eu)-x', ['eu-x', 'eu']],
    ['[^a-c\\]]+', ['xyz', 'xa', ']', '']],
    ['[]', ['', 'a']],
    ['[^]', ['', 'a', '\n']],
    ['\\p{Lu}\\w+', ['Ärger', 'Api', 'api']],
    ['.', ['😀', 'a', 'ab']],
    ['\\u{1F600}|\\ud83d\\ude01|\\x41|\\u0042|\\t', ['😀', '😁', 'A', 'B', '\t', 'u']],
    ['a{2}b{0}c{1,}d{0,2}', ['aac', 'aaccdd', 'aabc', 'ac', 'aacddd']],
    ['(a?){3}b*?', ['', 'aaa', 'aaaa', 'aabb']],
    ['(a*)*b', ['b', 'aaab', 'aaa']],
    ['(?:){1000000000}', ['', 'a']],
    ['^a$|^b|c$', ['a', 'b', 'c', 'ab']],
    ['a^b|(^$)*', ['ab', '']],
    ['\\bapi\\b.*|\\Bx', ['api', 'api-1', 'apis', 'x']],
    ['\\.\\*\\\\\\/', ['.*\\/', 'a']],
    ['service/v1\\.\\d', ['service/v1.2', 'service/v1x2']],
  ])('%s', (pattern, values) => {
    expect(values.map((value) => [value, fits(pattern, value)])).toEqual(values.map((value) => [value, byJavaScript(pattern, value)]));
  });

  it('on patterns and values that chance makes', () => {
    const roll = dice(7);
    const one = <T>(all: readonly T[]) => all[Math.floor(roll() * all.length)] as T;
    const made = (depth: number): string => {
      if (depth === 0 || roll() < 0.3) return one(['a', 'b', '.', '[ab]', '[^a]', '\\w', '\\b', '^', '$', '']);
      const inner = () => made(depth - 1);
      return one([
        () => `${inner()}${inner()}`,
        () => `(?:${inner()}|${inner()})`,
        () => `(${inner()})${one(['*', '+', '?', '*?', '{2}', '{1,}', '{0,2}'])}`,
      ])();
    };
    const values = ['', 'a', 'b', 'ab', 'ba', 'aab', 'abab', 'a-b', '-', 'bbbb'];
    let fitting = 0;
    for (let turn = 0; turn < 2_000; turn++) {
      const pattern = made(4);
      for (const value of values) {
        const expected = byJavaScript(pattern, value);
        if (expected) fitting += 1;
        if (fits(pattern, value) !== expected) throw new Error(`/${pattern}/ on “${value}”: ${String(expected)} in JavaScript`);
      }
    }
    expect(fitting).toBeGreaterThan(2_000);
  });
});

// each of these keeps a matcher that tries and takes back busy for longer than anybody waits
it.each([
  ['(a+)+', 'a'.repeat(5_000) + '!'],
  ['(a|a)*', 'a'.repeat(5_000) + '!'],
  ['(a|aa)+', 'a'.repeat(5_000) + '!'],
  ['(.*a){20}', 'a'.repeat(5_000) + '!'],
  ['([a-zA-Z]+)*\\d', 'a'.repeat(5_000)],
  ['a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(5_000)],
  ['(x+x+)+y', 'x'.repeat(5_000)],
  ['(a?){500}a{500}', 'a'.repeat(499)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(5_000)],
])('comes to an end: %s', (pattern, value) => {
  expect(fits(pattern, value)).toBe(false);
});

it.each([
  ['(', '“(” is no regular expression.'],
  ['(?=a)b', 'Look-arounds such as ?= are not understood here: use a second label, or “is not”.'],
  ['a(?<!b)', 'Look-arounds such as ?<! are not understood here: use a second label, or “is not”.'],
  ['(a)\\1', 'Back-references such as \\1 are not understood here: spell out what is meant.'],
  ['(?<x>a)\\k<x>', 'Back-references such as \\k are not understood here: spell out what is meant.'],
  ['(a{100}){100}', 'This expression repeats too much: lower its counts.'],
  ['((a?){0,1000}){0,1000}', 'This expression repeats too much: lower its counts.'],
])('refuses %s', (pattern, sentence) => {
  expect(fits(pattern, 'a')).toBe(sentence);
});
