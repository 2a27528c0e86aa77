import { describe, expect, it } from 'vitest';
import { uniqueKeys } from '@/lib/otlp/any-value';
import { decodeJsonTraces } from '@/lib/otlp/decode-json';
import { decodeTraces } from '@/lib/otlp/decode-traces';
import { parseJson } from '@/lib/otlp/json-fields';
import { encodeSpans, kv, span } from '@/lib/otlp/testing/otlp-messages';
import { ItemBudget, Reader } from '@/lib/otlp/wire';

const budget = () => new ItemBudget(1_000);

/** [what it is, as protobuf sends it, as OTLP/JSON text sends it, type, text] */
const cases: [string, Record<string, unknown>, string, string, string][] = [
  ['a string', { stringValue: 'text' }, '{"stringValue":"text"}', 'string', 'text'],
  ['an empty string', { stringValue: '' }, '{"stringValue":""}', 'string', ''],
  [
    'HTML and ANSI codes, untouched',
    { stringValue: '<script>alert(1)</script>\u001b[31mred' },
    '{"stringValue":"<script>alert(1)</script>\\u001b[31mred"}',
    'string',
    '<script>alert(1)</script>\u001b[31mred',
  ],
  ['text beyond ASCII', { stringValue: 'žluťoučký 🦊' }, '{"stringValue":"žluťoučký 🦊"}', 'string', 'žluťoučký 🦊'],
  ['true', { boolValue: true }, '{"boolValue":true}', 'bool', 'true'],
  ['false', { boolValue: false }, '{"boolValue":false}', 'bool', 'false'],
  ['zero', { intValue: '0' }, '{"intValue":0}', 'int', '0'],
  ['an integer', { intValue: '200' }, '{"intValue":"200"}', 'int', '200'],
  ['minus one', { intValue: '-1' }, '{"intValue":-1}', 'int', '-1'],
  ['2^53 + 1', { intValue: '9007199254740993' }, '{"intValue":9007199254740993}', 'int', '9007199254740993'],
  ['the largest integer', { intValue: '9223372036854775807' }, '{"intValue":"9223372036854775807"}', 'int', '9223372036854775807'],
  ['the smallest integer', { intValue: '-9223372036854775808' }, '{"intValue":-9223372036854775808}', 'int', '-9223372036854775808'],
  ['a fraction', { doubleValue: 0.1 }, '{"doubleValue":0.1}', 'double', '0.1'],
  ['a whole double', { doubleValue: 3 }, '{"doubleValue":3}', 'double', '3'],
  ['a tiny double', { doubleValue: 1.5e-7 }, '{"doubleValue":1.5e-7}', 'double', '1.5e-7'],
  ['a huge double', { doubleValue: 1e21 }, '{"doubleValue":1e21}', 'double', '1e+21'],
  ['negative zero', { doubleValue: -0 }, '{"doubleValue":-0}', 'double', '-0'],
  ['no number, in the words of the Collector', { doubleValue: NaN }, '{"doubleValue":"NaN"}', 'double', 'json: unsupported value: NaN'],
  ['minus infinity', { doubleValue: -Infinity }, '{"doubleValue":"-Infinity"}', 'double', 'json: unsupported value: -Inf'],
  ['bytes', { bytesValue: Buffer.from([0xfb, 0xff, 0x00]) }, '{"bytesValue":"+/8A"}', 'bytes', '+/8A'],
  [
    'a list',
    arrayOf({ stringValue: 'a"b' }, { intValue: '2' }),
    '{"arrayValue":{"values":[{"stringValue":"a\\"b"},{"intValue":"2"}]}}',
    'array',
    '["a\\"b",2]',
  ],
  ['an empty list', { arrayValue: {} }, '{"arrayValue":{}}', 'array', '[]'],
  [
    'a list of everything',
    arrayOf(
      { boolValue: true },
      { doubleValue: 0.5 },
      { doubleValue: NaN },
      { bytesValue: Buffer.from('hi') },
      {},
      mapOf({ k: { intValue: '9007199254740993' } }),
    ),
    '{"arrayValue":{"values":[{"boolValue":true},{"doubleValue":0.5},{"doubleValue":"NaN"},{"bytesValue":"aGk="},{},{"kvlistValue":{"values":[{"key":"k","value":{"intValue":9007199254740993}}]}}]}}',
    'array',
    '[true,0.5,"NaN","aGk=",null,{"k":9007199254740993}]',
  ],
  [
    'a map, keys sorted, HTML not escaped',
    mapOf({ z: { stringValue: '<b>' }, a: arrayOf({ intValue: '1' }) }),
    '{"kvlistValue":{"values":[{"key":"z","value":{"stringValue":"<b>"}},{"key":"a","value":{"arrayValue":{"values":[{"intValue":1}]}}}]}}',
    'map',
    '{"a":[1],"z":"<b>"}',
  ],
  ['a value without a member', {}, '{}', 'empty', ''],
];

function arrayOf(...values: Record<string, unknown>[]) {
  return { arrayValue: { values } };
}
function mapOf(entries: Record<string, Record<string, unknown>>) {
  return { kvlistValue: { values: Object.entries(entries).map(([key, value]) => kv(key, value)) } };
}

describe('an attribute value', () => {
  it.each(cases)('%s', (_what, message, json, type, text) => {
    const attributes = [{ key: 'k', type, text }];
    const bytes = encodeSpans(span({ attributes: [kv('k', message)] }));
    expect(decodeTraces(new Reader(bytes, budget()))[0]?.attributes).toEqual(attributes);
    const body = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"k","value":${json}}]}]}]}]}`;
    expect(decodeJsonTraces(parseJson(Buffer.from(body)), budget())[0]?.attributes).toEqual(attributes);
  });

  it('is empty where the key comes alone', () => {
    const bytes = encodeSpans(span({ attributes: [{ key: 'alone' }] }));
    expect(decodeTraces(new Reader(bytes, budget()))[0]?.attributes).toEqual([{ key: 'alone', type: 'empty', text: '' }]);
  });
});

describe('uniqueKeys', () => {
  const text = (key: string, value: string) => ({ key, type: 'string' as const, text: value });

  it('keeps the first place and the last value', () => {
    expect(uniqueKeys([text('a', '1'), text('b', '2'), text('a', '3')])).toEqual([text('a', '3'), text('b', '2')]);
  });

  it('does the same with many', () => {
    const many = Array.from({ length: 40 }, (_, i) => text(`k${i % 30}`, String(i)));
    const unique = uniqueKeys(many);
    expect(unique).toHaveLength(30);
    expect(unique[0]).toEqual(text('k0', '30'));
    expect(unique[29]).toEqual(text('k29', '29'));
  });
});
