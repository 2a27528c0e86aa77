import { describe, expect, it } from 'vitest';
import { nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import { normaliseSpan, type Normalised } from '@/lib/otlp/logfire';
import type { SentSpan } from '@/lib/otlp/sent';

const text = (key: string, value: string): Attribute => ({ key, type: 'string', text: value });
const int = (key: string, value: number): Attribute => ({ key, type: 'int', text: String(value) });

const sent = (changes: Partial<SentSpan> = {}): SentSpan => ({
  resource: { attributes: [], schemaUrl: '' },
  scope: { name: 'logfire', version: '4', attributes: [], schemaUrl: '' },
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: 'c'.repeat(16),
  traceState: '',
  flags: 1,
  name: 'hello {name}',
  kind: 'Internal',
  start: nanos(1_000n),
  end: 4_000n,
  statusCode: 'Unset',
  statusMessage: '',
  attributes: [],
  events: [],
  links: [],
  ...changes,
});

function asSpan(normalised: Normalised) {
  if (normalised.as === 'log') throw new Error('It is a log.');
  return normalised.span;
}
function asLog(normalised: Normalised) {
  if (normalised.as !== 'log') throw new Error('It is not a log.');
  return normalised.log;
}

describe('the level of a span', () => {
  const status = (code: number) => [int('http.response.status_code', code)];
  it.each<[string, Partial<SentSpan>, number]>([
    ['is info for a plain one', {}, 9],
    ['is error for status error', { statusCode: 'Error' }, 17],
    ['is what logfire.level_num says', { attributes: [int('logfire.level_num', 5)] }, 5],
    ['is what logfire.level_num says even for status error', { statusCode: 'Error', attributes: [int('logfire.level_num', 13)] }, 13],
    ['ignores a level beyond the scale', { attributes: [int('logfire.level_num', 900)] }, 9],
    ['ignores a level that is no number', { attributes: [text('logfire.level_num', 'high')] }, 9],
    ['is a warning for a server with 404', { kind: 'Server', attributes: status(404) }, 13],
    ['is error for a server with 500', { kind: 'Server', attributes: status(500) }, 17],
    ['is info for a server with 302', { kind: 'Server', attributes: status(302) }, 9],
    ['is error for a client with 404', { kind: 'Client', attributes: status(404) }, 17],
    ['reads the older status key, too', { kind: 'Server', attributes: [int('http.status_code', 429)] }, 13],
    ['takes no status from an internal span', { attributes: status(404) }, 9],
    [
      'is what logfire.level_num says for a server with 404',
      { kind: 'Server', attributes: [...status(404), int('logfire.level_num', 9)] },
      9,
    ],
  ])('%s', (_what, changes, level) => {
    expect(asSpan(normaliseSpan(sent(changes))).level).toBe(level);
  });
});

describe('a Logfire span', () => {
  it('gives its message and tags and keeps the other attributes, in order', () => {
    const attributes: Attribute[] = [
      text('logfire.msg_template', 'hello {name}'),
      text('logfire.msg', 'hello Ada'),
      text('name', 'Ada'),
      { key: 'logfire.tags', type: 'array', text: '["a","b,c"]' },
      text('logfire.span_type', 'span'),
      int('code.lineno', 7),
    ];
    const normalised = normaliseSpan(sent({ attributes }));
    expect(normalised.as).toBe('span');
    expect(asSpan(normalised)).toMatchObject({
      message: 'hello Ada',
      tags: ['a', 'b,c'],
      duration: 3_000n,
      spanId: 'b'.repeat(16),
      parentSpanId: 'c'.repeat(16),
      attributes: [text('logfire.msg_template', 'hello {name}'), text('name', 'Ada'), int('code.lineno', 7)],
    });
  });

  it('has a duration of 0 where it ends before it starts', () => {
    expect(asSpan(normaliseSpan(sent({ end: 999n }))).duration).toBe(0n);
    expect(asSpan(normaliseSpan(sent({ end: 0n }))).duration).toBe(0n);
  });

  it('has its structured values as what they are', () => {
    const schema = {
      type: 'object',
      properties: {
        user: { type: 'object', title: 'User', 'x-python-datatype': 'PydanticModel' },
        items: { type: 'array' },
        nothing: { type: 'null' },
        when: { type: 'string', format: 'date-time', 'x-python-datatype': 'datetime' },
        plain: {},
        count: {},
        cut: { type: 'object' },
        'not sent': { type: 'array' },
      },
    };
    const attributes = [
      text('user', '{"name":"Ada","id":12345678901234567890}'),
      text('items', '[1, 2]'),
      text('nothing', 'null'),
      text('when', '"2026-03-01T00:00:00Z"'),
      text('plain', '{"not":"json to us"}'),
      int('count', 3),
      text('cut', '{"name":"A'),
      text('logfire.json_schema', JSON.stringify(schema)),
    ];
    expect(asSpan(normaliseSpan(sent({ attributes }))).attributes).toEqual([
      { key: 'user', type: 'map', text: '{"name":"Ada","id":12345678901234567890}' },
      { key: 'items', type: 'array', text: '[1, 2]' },
      { key: 'nothing', type: 'empty', text: '' },
      text('when', '2026-03-01T00:00:00Z'),
      text('plain', '{"not":"json to us"}'),
      int('count', 3),
      text('cut', '{"name":"A'),
      text('logfire.json_schema', JSON.stringify(schema)),
    ]);
  });

  it.each(['{"type":"obj', '[]', 'null', '{"properties":[]}'])('keeps strings where the schema is %s', (schema) => {
    const attributes = [text('user', '{"a":1}'), text('logfire.json_schema', schema)];
    expect(asSpan(normaliseSpan(sent({ attributes }))).attributes).toEqual(attributes);
  });
});

describe('a pending span', () => {
  const pending = (parent: string) =>
    normaliseSpan(
      sent({ end: 1_000n, attributes: [text('logfire.span_type', 'pending_span'), text('logfire.pending_parent_id', parent)] }),
    );

  it('takes the ids of the span that it announces', () => {
    const normalised = pending('d'.repeat(16));
    expect(normalised.as).toBe('pending');
    expect(asSpan(normalised)).toMatchObject({ spanId: 'c'.repeat(16), parentSpanId: 'd'.repeat(16), duration: -1n, attributes: [] });
  });

  it('announces a root by zeros', () => {
    expect(asSpan(pending('0'.repeat(16)))).toMatchObject({ spanId: 'c'.repeat(16), parentSpanId: '' });
  });
});

describe('a log that came as a span', () => {
  const log = text('logfire.span_type', 'log');

  it('becomes a log record of the span around it', () => {
    const attributes = [
      log,
      text('logfire.msg', 'hello Ada'),
      text('logfire.msg_template', 'hello {name}'),
      int('logfire.level_num', 13),
      text('name', 'Ada'),
    ];
    expect(asLog(normaliseSpan(sent({ end: 1_000n, attributes })))).toEqual({
      resource: { attributes: [], schemaUrl: '' },
      scope: { name: 'logfire', version: '4', attributes: [], schemaUrl: '' },
      time: 1_000n,
      traceId: 'a'.repeat(32),
      spanId: 'c'.repeat(16),
      flags: 1,
      severity: 13,
      severityText: 'WARN',
      body: { type: 'string', text: 'hello Ada' },
      eventName: '',
      attributes: [text('logfire.msg_template', 'hello {name}'), text('name', 'Ada')],
      tags: [],
    });
  });

  it.each([
    [1, 'TRACE'],
    [5, 'DEBUG'],
    [9, 'INFO'],
    [10, 'NOTICE'],
    [13, 'WARN'],
    [17, 'ERROR'],
    [21, 'FATAL'],
  ])('of level %i is called %s', (level, name) => {
    expect(asLog(normaliseSpan(sent({ attributes: [log, int('logfire.level_num', level)] })))).toMatchObject({
      severity: level,
      severityText: name,
    });
  });

  it('has its name for a body where it has no message', () => {
    expect(asLog(normaliseSpan(sent({ attributes: [log] }))).body).toEqual({ type: 'string', text: 'hello {name}' });
  });

  it('keeps its name where nothing else tells it', () => {
    expect(asLog(normaliseSpan(sent({ attributes: [log, text('logfire.msg', 'hello Ada')] }))).attributes).toEqual([
      text('logfire.msg_template', 'hello {name}'),
    ]);
  });

  it('takes the attributes of its exception that it lacks', () => {
    const exception = {
      time: nanos(1_000n),
      name: 'exception',
      attributes: [text('exception.type', 'ValueError'), text('exception.message', 'of the event')],
    };
    const attributes = [log, text('exception.message', 'its own')];
    expect(asLog(normaliseSpan(sent({ statusCode: 'Error', attributes, events: [exception] })))).toMatchObject({
      severity: 17,
      attributes: [text('exception.message', 'its own'), text('exception.type', 'ValueError')],
    });
  });

  const tokens = [int('gen_ai.usage.input_tokens', 120), int('gen_ai.usage.output_tokens', 30)];
  it.each<[string, Attribute[], start: bigint, duration: bigint]>([
    ['for as long as the stream took', [...tokens, { key: 'duration', type: 'double', text: '0.316113675' }], 683_886_325n, 316_113_675n],
    ['of no length where nothing tells it', tokens, 1_000_000_000n, 0n],
    ['of no length where it is no number', [...tokens, text('duration', 'long')], 1_000_000_000n, 0n],
  ])('stays a span where it tells what a model used: %s', (_what, attributes, start, duration) => {
    const told = sent({ start: nanos(1_000_000_000n), end: 1_000_000_000n, flags: 0x301, attributes: [log, ...attributes] });
    // no longer said to have a parent in another process, or it would count as a request
    expect(asSpan(normaliseSpan(told))).toMatchObject({ start, duration, flags: 0x101, spanId: 'b'.repeat(16), attributes });
  });

  it('stays a span where a log record could not hold it', () => {
    const event = { time: nanos(1_000n), name: 'step', attributes: [] };
    const link = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceState: '', attributes: [] };
    expect(normaliseSpan(sent({ attributes: [log], events: [event] })).as).toBe('span');
    expect(normaliseSpan(sent({ attributes: [log], links: [link] })).as).toBe('span');
  });
});
