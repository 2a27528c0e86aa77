import { describe, expect, it } from 'vitest';
import { decodeJsonTraces } from '@/lib/otlp/decode-json';
import { decodeLogs } from '@/lib/otlp/decode-logs';
import { decodeMetrics } from '@/lib/otlp/decode-metrics';
import { decodeTraces } from '@/lib/otlp/decode-traces';
import { parseJson } from '@/lib/otlp/json-fields';
import { encodeSpans, kv, span } from '@/lib/otlp/testing/otlp-messages';
import { DecodeError, ItemBudget, MAX_DEPTH, Reader, TooManyItemsError } from '@/lib/otlp/wire';

const decode = (bytes: Buffer, limit = 100_000) => decodeTraces(new Reader(bytes, new ItemBudget(limit)));

/** What `work` throws; undefined when it does not. */
function thrown(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

const nested = (depth: number): Record<string, unknown> =>
  depth === 0 ? { stringValue: 'deep' } : { arrayValue: { values: [nested(depth - 1)] } };

describe('bytes that are not OTLP', () => {
  it('is refused with a DecodeError wherever a message is cut', () => {
    const whole = encodeSpans(
      span({
        attributes: [
          kv('k', { intValue: '-5' }),
          kv('d', { doubleValue: 1 }),
          kv('m', { kvlistValue: { values: [kv('x', { bytesValue: Buffer.from('b') })] } }),
        ],
        events: [{ name: 'e', timeUnixNano: '1' }],
        status: { code: 2, message: 'm' },
        flags: 256,
      }),
    );
    expect(decode(whole)).toHaveLength(1);
    // Cut after 0 bytes it is a valid, empty request.
    for (let length = 1; length < whole.length; length++)
      expect(thrown(() => decode(whole.subarray(0, length)))).toBeInstanceOf(DecodeError);
  });

  it('never makes any decoder throw anything but a DecodeError, whatever the bytes', () => {
    let seed = 42;
    const byte = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed >>> 24;
    };
    let refused = 0;
    for (let round = 0; round < 2_000; round++) {
      const bytes = Buffer.from(Array.from({ length: 1 + (byte() % 64) }, byte));
      for (const decoder of [decodeTraces, decodeLogs, decodeMetrics]) {
        const error = thrown(() => decoder(new Reader(bytes, new ItemBudget(100_000))));
        if (error !== undefined) expect(error).toBeInstanceOf(DecodeError);
        if (error !== undefined) refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(5_000);
  });

  it('never does so for a valid message with one byte changed', () => {
    const whole = encodeSpans(span({ attributes: [kv('k', nested(3))] }));
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0x00, 0x7f, 0x80, 0xff]) {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        const error = thrown(() => decode(bytes));
        if (error !== undefined) expect(error).toBeInstanceOf(DecodeError);
      }
    }
  });

  it.each([
    ['JSON', Buffer.from('{"resourceSpans":[]}'), /Wire type 3/],
    ['a length beyond the end', Buffer.from([0x0a, 0x05, 0x00]), /reaches beyond its message by 4/],
    ['a length of 4 GB', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]), /reaches beyond its message/],
    ['a length beyond 32 bits', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), /larger than 32 bits/],
    ['a varint of 11 bytes', Buffer.from([0x08, ...Array<number>(10).fill(0xff), 0x01]), /longer than 10 bytes/],
    ['field number 0', Buffer.from([0x02, 0x00]), /Field number 0/],
  ])('%s is refused with a reason', (_what, bytes, reason) => {
    expect(() => decode(bytes)).toThrow(reason);
  });
});

describe('hostile values', () => {
  it('may nest up to the limit and no deeper', () => {
    // By hand, since the encoder has a limit of its own: field 9 of a span, a KeyValue without a key.
    const field = (number: number, inner: Buffer): Buffer =>
      Buffer.concat([Buffer.from([number * 8 + 2, 0x80 | (inner.length & 0x7f), inner.length >> 7]), inner]);
    const lists = (depth: number): Buffer => (depth === 0 ? Buffer.from('\x0a\x04deep') : field(5, field(1, lists(depth - 1))));
    const request = (depth: number): Buffer => field(1, field(2, field(2, field(9, field(2, lists(depth))))));
    const [deep] = decode(request(MAX_DEPTH));
    expect(deep?.attributes[0]?.text).toBe(`${'['.repeat(64)}"deep"${']'.repeat(64)}`);
    expect(() => decode(request(MAX_DEPTH + 1))).toThrow(/nests deeper than 64/);
    const json = `{"resourceSpans":[{"resource":{"attributes":[{"key":"k","value":${'{"arrayValue":{"values":['.repeat(65)}${']}}'.repeat(65)}}]}}]}`;
    expect(() => decodeJsonTraces(parseJson(Buffer.from(json)), new ItemBudget(1_000))).toThrow(/nests deeper than 64/);
  });

  it('may be 1 MB long, and there may be 10 000 of them', () => {
    const long = 'x'.repeat(1_000_000);
    const attributes = Array.from({ length: 10_000 }, (_, i) => kv(`key.${i}`, { intValue: String(i) }));
    const [decoded] = decode(encodeSpans(span({ attributes: [...attributes, kv('long', { stringValue: long })] })));
    expect(decoded?.attributes).toHaveLength(10_001);
    expect(decoded?.attributes[9_999]).toEqual({ key: 'key.9999', type: 'int', text: '9999' });
    expect(decoded?.attributes[10_000]?.text).toBe(long);
  });

  it('cannot be more than the budget, however few bytes they take', () => {
    // An empty KeyValue takes 2 bytes: 2 000 of them as a span's attributes.
    const attributes = Array.from({ length: 2_000 }, () => ({}));
    expect(() => decode(encodeSpans(span({ attributes })), 1_000)).toThrow(TooManyItemsError);
  });

  it('with invalid UTF-8 keep what is valid', () => {
    const bytes = encodeSpans(span({ name: 'ab#cd' }));
    const at = bytes.indexOf('ab#cd');
    bytes[at + 2] = 0xff;
    expect(decode(bytes)[0]?.name).toBe('ab\ufffdcd');
  });

  it('with equal hashes stay apart', () => {
    // 31 × 'A' + 'b' = 31 × 'B' + 'C': both pairs land in one slot of the table of short strings.
    const names = ['Ab', 'BC', 'Ab', 'BC'];
    expect(decode(encodeSpans(...names.map((name) => span({ name })))).map(({ name }) => name)).toEqual(names);
  });
});

describe('JSON', () => {
  it.each([
    ['nothing', '', /not JSON/],
    ['a cut text', '{"resourceSpans":[{', /not JSON/],
    ['a list', '[]', /must be an object/],
    ['null', 'null', /must be a JSON object/],
    ['a string for a list', '{"resourceSpans":"x"}', /“resourceSpans” must be a list/],
    ['a number for a name', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":1}]}]}]}', /“name” must be a string/],
    ['a fraction for a time', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":1.5}]}]}]}', /must be a whole number/],
    ['a time below 0', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"endTimeUnixNano":"-1"}]}]}]}', /between 0 and 2\^64/],
  ])('of %s is refused with a reason', (_what, text, reason) => {
    const work = () => decodeJsonTraces(parseJson(Buffer.from(text)), new ItemBudget(1_000));
    expect(thrown(work)).toBeInstanceOf(DecodeError);
    expect(work).toThrow(reason);
  });

  it('keeps long integers exact and leaves strings and fractions alone', () => {
    const text =
      '{"a":12345678901234567890,"b":[-9007199254740993],"c":"\\"9007199254740993","d":0.12345678901234567,"e":1234567890123456e3,"f":7}';
    expect(parseJson(Buffer.from(text))).toEqual({
      a: '12345678901234567890',
      b: ['-9007199254740993'],
      c: '"9007199254740993',
      d: 0.12345678901234567,
      e: 1234567890123456e3,
      f: 7,
    });
  });
});
