import { describe, expect, test } from 'vitest';
import { attributesOf, typesOf } from '@/lib/backends/clickhouse/attribute-types';
import { block, Bytes, DictionaryColumn, instants, ListColumn, strings } from '@/lib/backends/clickhouse/native';
import { EVERY_TYPE } from '@/lib/backends/clickhouse/sample.testing';

const hex = (write: (bytes: Bytes) => void) => {
  const bytes = new Bytes();
  write(bytes);
  return bytes.view().toString('hex');
};

describe('bytes', () => {
  test.each([
    [0, '00'],
    [127, '7f'],
    [128, '8001'],
    [300, 'ac02'],
    [2 ** 32, '8080808010'],
  ])('varint %d', (value, expected) => {
    expect(hex((bytes) => bytes.varint(value))).toBe(expected);
  });

  test.each([
    ['', '00'],
    ['ab', '026162'],
    ['é', '02c3a9'],
    ['a'.repeat(47) + 'é', '31' + '61'.repeat(47) + 'c3a9'],
    ['\ud800', '03efbfbd'], // half of a pair is no character: the replacement character
  ])('text %j', (value, expected) => {
    expect(hex((bytes) => bytes.text(value))).toBe(expected);
  });

  test('64-bit integers, also negative ones', () => {
    expect(hex((bytes) => bytes.uint64(2 ** 32 + 1))).toBe('0100000001000000');
    expect(hex((bytes) => bytes.bigint64(-1n))).toBe('ffffffffffffffff');
    expect(hex((bytes) => bytes.bigint64(0x0102030405060708n))).toBe('0807060504030201');
  });

  test('grows beyond its first size', () => {
    const long = 'x'.repeat(10_000);
    expect(hex((bytes) => bytes.text(long)).length).toBe(2 * (2 + 10_000));
  });
});

test('a block is columns with names and types; lists and dictionaries as the engine reads them', () => {
  const time = instants();
  time.push(1n);
  const names = new ListColumn(new DictionaryColumn());
  for (const name of ['a', 'b', 'a']) names.items.push(name);
  names.end(3);
  const text = strings();
  text.push('z');
  const { bytes, rows, columns } = block('t', 1, { T: time, N: names, S: text });
  expect({ rows, columns }).toEqual({ rows: 1, columns: ['T', 'N', 'S'] });
  const named = (name: string, type: string) => hex((out) => (out.text(name), out.text(type)));
  expect(bytes.toString('hex')).toBe(
    [
      '0301', // columns, rows
      named('T', 'DateTime64(9)') + '0100000000000000',
      named('N', 'Array(LowCardinality(String))') + '0100000000000000', // version of the dictionary
      '0300000000000000', // where the first row's list ends
      '0202000000000000', // 32-bit indexes, keys follow
      '0200000000000000' + '0161' + '0162', // two keys
      '0300000000000000' + '000000000100000000000000', // three indexes: a, b, a
      named('S', 'String') + '017a',
    ].join(''),
  );
});

describe('types of attributes', () => {
  test('are kept for all but strings, and put back', () => {
    const signature = typesOf(EVERY_TYPE);
    expect(signature).toBe('{"int":"int","double":"double","bool":"bool","bytes":"bytes","array":"array","map":"map","empty":"empty"}');
    const keys = EVERY_TYPE.map(({ key }) => key);
    const texts = EVERY_TYPE.map(({ text }) => text);
    expect(attributesOf(keys, texts, signature)).toEqual(EVERY_TYPE);
  });

  test('are strings where nothing is known', () => {
    expect(typesOf([{ key: 'a', type: 'string', text: '1' }])).toBe('');
    expect(attributesOf(['a', '__proto__'], ['1', '2'], '')).toEqual([
      { key: 'a', type: 'string', text: '1' },
      { key: '__proto__', type: 'string', text: '2' },
    ]);
  });
});
