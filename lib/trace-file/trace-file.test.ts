import { describe, expect, it } from 'vitest';
import type { NanosText } from '@/lib/base/time';
import type { SpanDetail } from '@/lib/model/trace';
import { readTraceFile } from '@/lib/trace-file/read-trace-file';
import { otlpFile } from '@/lib/trace-file/write-otlp';

const SPAN: SpanDetail = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '',
  traceState: 'vendor=1',
  flags: 257,
  time: '1730000000123456789' as NanosText,
  duration: '9007199254740993' as NanosText,
  service: 'shop',
  name: 'POST /orders',
  message: 'order 7 taken',
  kind: 'Server',
  status: 'Error',
  statusMessage: 'no "stock"',
  level: 13,
  tags: ['new', 'paid'],
  scope: { name: 'shop.http', version: '1.2' },
  attributes: [
    { key: 'text', type: 'string', text: 'a "b" \u0000 💩' },
    { key: 'int', type: 'int', text: '-9223372036854775808' },
    { key: 'double', type: 'double', text: '0.1' },
    { key: 'bool', type: 'bool', text: 'true' },
    { key: 'bytes', type: 'bytes', text: 'AP8=' },
    { key: 'array', type: 'array', text: '[1,"two",[true,null],9007199254740993]' },
    { key: 'map', type: 'map', text: '{"a":{"b":[1.5]},"c":"12345678901234567"}' },
    { key: 'empty', type: 'empty', text: '' },
  ],
  resource: [{ key: 'service.name', type: 'string', text: 'shop' }],
  events: [
    { time: '1730000000123456999' as NanosText, name: 'exception', attributes: [{ key: 'exception.type', type: 'string', text: 'E' }] },
  ],
  links: [{ traceId: '1af7651916cd43dd8448eb211c80319c', spanId: 'c7ad6b7169203331', traceState: '', attributes: [] }],
};
const CHILD: SpanDetail = {
  ...SPAN,
  spanId: 'b7ad6b7169203332',
  parentSpanId: SPAN.spanId,
  kind: 'Internal',
  status: 'Unset',
  statusMessage: '',
  level: 9,
  message: '',
  tags: [],
  events: [],
  links: [],
  attributes: [],
};

async function written(...chunks: SpanDetail[][]): Promise<string> {
  async function* all() {
    yield* chunks;
  }
  let text = '';
  for await (const piece of otlpFile(all())) text += piece;
  return text;
}

describe('a file of OTLP/JSON', () => {
  it('reads back as what it was written from, to the digit', async () => {
    const text = await written([SPAN], [CHILD, { ...CHILD, service: 'other', resource: [{ key: 'service.name', type: 'string', text: 'other' }], spanId: 'b7ad6b7169203333' }]); // prettier-ignore
    const file = readTraceFile(Buffer.from(text));
    expect(file.kind === 'spans' && file.spans.slice(0, 2)).toEqual([SPAN, CHILD]);
    expect(file.kind === 'spans' && file.spans.map(({ service }) => service)).toEqual(['shop', 'shop', 'other']);
  });

  it('leaves out what has not ended', async () => {
    expect(await written([{ ...SPAN, duration: '-1' as NanosText }])).toBe('{"resourceSpans":[]}\n');
  });

  it('says that logs which came as spans are left out', async () => {
    const log = { ...CHILD, attributes: [{ key: 'logfire.span_type', type: 'string', text: 'log' }] } as const;
    const some = readTraceFile(Buffer.from(await written([SPAN, log, { ...log, spanId: 'b7ad6b7169203335' }])));
    expect(some).toMatchObject({ kind: 'spans', left: 2, reason: '2 of them are logs that came as spans.' });
    const alone = readTraceFile(Buffer.from(await written([log])));
    expect(alone).toEqual({
      kind: 'unreadable',
      reason: 'None of its 1 spans can be shown. 1 of them is a log that came as a span. Hearth reads OTLP/JSON and Jaeger’s JSON.',
    });
  });

  it('may have one request on each line', async () => {
    const line = (await written([CHILD])).replaceAll('\n', '');
    const file = readTraceFile(Buffer.from(`${line}\n\n${line.replaceAll(CHILD.spanId, 'b7ad6b7169203334')}\n`));
    expect(file.kind === 'spans' && file.spans.map(({ spanId }) => spanId)).toEqual([CHILD.spanId, 'b7ad6b7169203334']);
  });

  it.each([
    ['', 'JSON'],
    ['[]', 'object'],
    ['{"resourceSpans":[]}', 'no spans'],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xx","spanId":"1"}]}]}]}', 'None of its 1 spans'],
    ['{"data":[{"spans":[{"startTime":"soon"}],"processes":{}}]}', 'microseconds'],
    ['{"resourceSpans":7}', 'list'],
    ['PK\u0003\u0004', 'JSON'],
  ])('%j can’t be shown, and says why', (text, why) => {
    const file = readTraceFile(Buffer.from(text));
    expect(file.kind === 'unreadable' && file.reason).toContain(why);
  });
});

it('reads what Jaeger downloads', () => {
  const jaeger = {
    data: [
      {
        traceID: 'abc',
        spans: [
          { traceID: 'abc', spanID: '1', operationName: 'GET /', references: [], startTime: 1_730_000_000_000_001, duration: 1500, processID: 'p1', logs: [], tags: [{ key: 'span.kind', type: 'string', value: 'server' }, { key: 'http.status_code', type: 'int64', value: 500 }, { key: 'error', type: 'bool', value: true }] },
          { traceID: 'abc', spanID: '2', operationName: 'SELECT', startTime: 1_730_000_000_000_101, duration: 700, processID: 'p2', references: [{ refType: 'FOLLOWS_FROM', traceID: 'def', spanID: '9' }, { refType: 'CHILD_OF', traceID: 'abc', spanID: '1' }], tags: [{ key: 'rows', type: 'float64', value: 2.5 }, { key: 'otel.scope.name', type: 'string', value: 'sql' }], logs: [{ timestamp: 1_730_000_000_000_201, fields: [{ key: 'event', type: 'string', value: 'retry' }, { key: 'attempt', type: 'int64', value: 2 }] }] },
        ],
        processes: { p1: { serviceName: 'web', tags: [{ key: 'host.name', type: 'string', value: 'h1' }] }, p2: { serviceName: 'db', tags: [] } },
      },
    ],
  }; // prettier-ignore
  const file = readTraceFile(Buffer.from(JSON.stringify(jaeger)));
  const [root, query] = file.kind === 'spans' ? file.spans : [];
  expect(root).toMatchObject({
    traceId: `${'0'.repeat(29)}abc`, spanId: '0000000000000001', parentSpanId: '', service: 'web', kind: 'Server', status: 'Error',
    time: '1730000000000001000', duration: '1500000', attributes: [{ key: 'http.status_code', type: 'int', text: '500' }],
    resource: [{ key: 'service.name', type: 'string', text: 'web' }, { key: 'host.name', type: 'string', text: 'h1' }],
  }); // prettier-ignore
  expect(query).toMatchObject({
    parentSpanId: '0000000000000001', service: 'db', kind: 'Unspecified', status: 'Unset', scope: { name: 'sql', version: '' },
    attributes: [{ key: 'rows', type: 'double', text: '2.5' }],
    events: [{ name: 'retry', time: '1730000000000201000', attributes: [{ key: 'attempt', type: 'int', text: '2' }] }],
    links: [{ traceId: `${'0'.repeat(29)}def`, spanId: '0000000000000009' }],
  }); // prettier-ignore
});
