import { expect, it } from 'vitest';
import { entriesOf, itemsOf, member, textOf, type ContentNode } from '@/lib/content/node';
import { printNode } from '@/lib/content/print-node';
import { readJson, readTree } from '@/lib/content/read-json';

const printed = (text: string): string | undefined => {
  const json = readJson(text);
  return json && printNode(json.root);
};

it.each([
  ['{"a":[1,"x",null,true],"b":{}}', '{"a": [1, "x", null, true], "b": {}}'],
  [' [ ] ', '[]'],
  ['"a \\" b \\\\"', '"a \\" b \\\\"'],
  ['"\\u00e9\\n"', '"é\\n"'],
  // every digit, every key, in the order in which they were sent
  ['9007199254740993', '9007199254740993'],
  ['[1.0,1e400,-0,123456789012345678901234567890]', '[1.0, 1e400, -0, 123456789012345678901234567890]'],
  ['{"2":1,"1":2,"2":3}', '{"2": 1, "1": 2, "2": 3}'],
  ['{"__proto__":{"polluted":1},"constructor":2}', '{"__proto__": {"polluted": 1}, "constructor": 2}'],
  // Python's JSON
  ['[NaN,Infinity,-Infinity]', '[NaN, Infinity, -Infinity]'],
])('reads %s', (text, expected) => expect(printed(text)).toBe(expected));

it.each([
  [''],
  ['{'],
  ['{"a"}'],
  ['{"a":}'],
  ['{"a":1,}'],
  ['{,}'],
  ['[,]'],
  ['[1,]'],
  ['[1 2]'],
  ['[1]]'],
  ['{]'],
  ['[}'],
  ['{"a":1 "b":2}'],
  ['tru'],
  ['nullx'],
  ['01x'],
  ['"open'],
  ['"bad \\x"'],
  ["{'a':1}"],
  ['[<b>html</b>]'],
  ['{"cut off": "in the midd'],
])('does not take %s for JSON', (text) => expect(readJson(text)).toBeUndefined());

it('takes only lists and maps for trees', () => {
  expect([readTree('12'), readTree('"x"'), readTree('text'), readTree(' [1]')?.cut]).toEqual([undefined, undefined, undefined, false]);
});

it('stops after so many nodes, and says so', () => {
  const list = readJson(`[${Array.from({ length: 20_000 }, (_, index) => index).join(',')}]`);
  expect(list?.cut).toBe(true);
  // the list itself is one of the 10 000
  expect(itemsOf(list?.root)).toHaveLength(9_999);
  expect(readJson('[1,2,3]', 4)).toMatchObject({ cut: false });
  expect(readJson('[1,2,3]', 3)).toMatchObject({ cut: true });
});

it('survives depth', () => {
  const deep = readJson('['.repeat(200_000));
  expect(deep?.cut).toBe(true);
  expect(printNode((deep as { root: ContentNode }).root)).toContain('…');
  expect(readJson('['.repeat(5_000) + ']'.repeat(5_000))?.cut).toBe(false);
});

it('reads a string of five megabytes, and one that never ends', () => {
  const long = 'x'.repeat(5_000_000);
  expect(textOf(member(readJson(`{"a":"${long}"}`)?.root, 'a'))).toHaveLength(5_000_000);
  expect(readJson(`"${'\\"'.repeat(1_000_000)}`)).toBeUndefined();
});

it('the last of several members is the value, and an object’s own words are no members', () => {
  const node = readJson('{"a":1,"a":2}')?.root;
  expect(member(node, 'a')).toMatchObject({ text: '2' });
  expect([member(node, 'toString'), member(node, '__proto__'), entriesOf(undefined)]).toEqual([undefined, undefined, []]);
});

it('agrees with JSON.parse on what JSON is, whatever bytes it is given', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', '-', '.5', 'e3', 'true', 'null', ' ', '\n', '\u0000', 'é'];
  let valid = 0;
  for (let round = 0; round < 30_000; round++) {
    const text = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join('');
    let parsed = true;
    try {
      JSON.parse(text);
    } catch {
      parsed = false;
    }
    if (parsed) valid++;
    // leading zeros are the one thing that we let pass
    if (!/0/.test(text)) expect([text, readJson(text) !== undefined]).toEqual([text, parsed]);
  }
  expect(valid).toBeGreaterThan(500);
});
