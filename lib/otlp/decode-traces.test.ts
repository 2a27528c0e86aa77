import { describe, expect, it } from 'vitest';
import { decodeJsonTraces } from '@/lib/otlp/decode-json';
import { decodeTraces } from '@/lib/otlp/decode-traces';
import { parseJson } from '@/lib/otlp/json-fields';
import type { SentSpan } from '@/lib/otlp/sent';
import { encodeMessage, hexBytes, kv, PARENT_ID, SPAN_ID, TRACE_ID } from '@/lib/otlp/testing/otlp-messages';
import { ItemBudget, Reader } from '@/lib/otlp/wire';

const decode = (bytes: Buffer): SentSpan[] => decodeTraces(new Reader(bytes, new ItemBudget(1_000)));
const decodeJson = (text: string): SentSpan[] => decodeJsonTraces(parseJson(Buffer.from(text)), new ItemBudget(1_000));

/** A span with every field set. 2026-03-01T00:00:00.000000123Z is 1772323200000000123 ns. */
const expected: SentSpan = {
  resource: { attributes: [{ key: 'service.name', type: 'string', text: 'api' }], schemaUrl: 'https://example.com/resource' },
  scope: {
    name: 'lib',
    version: '1.2',
    attributes: [{ key: 'short', type: 'bool', text: 'true' }],
    schemaUrl: 'https://example.com/scope',
  },
  traceId: TRACE_ID,
  spanId: SPAN_ID,
  parentSpanId: PARENT_ID,
  traceState: 'a=1',
  flags: 0x301,
  name: 'GET /',
  kind: 'Server',
  start: 1772323200000000123n as SentSpan['start'],
  end: 1772323200005000456n,
  statusCode: 'Error',
  statusMessage: 'no luck',
  attributes: [
    { key: 'b', type: 'int', text: '2' },
    { key: 'a', type: 'string', text: '1' },
  ],
  events: [
    {
      time: 1772323200001000789n as SentSpan['start'],
      name: 'exception',
      attributes: [{ key: 'exception.type', type: 'string', text: 'ValueError' }],
    },
  ],
  links: [
    { traceId: '11'.repeat(16), spanId: '22'.repeat(8), traceState: 'x=y', attributes: [{ key: 'why', type: 'string', text: 'batch' }] },
  ],
};

describe('a span with every field', () => {
  it('comes out of protobuf as it was sent', () => {
    const bytes = encodeMessage('TraceRequest', {
      resourceSpans: [
        {
          resource: { attributes: [kv('service.name', { stringValue: 'api' })], droppedAttributesCount: 3 },
          schemaUrl: 'https://example.com/resource',
          scopeSpans: [
            {
              scope: { name: 'lib', version: '1.2', attributes: [kv('short', { boolValue: true })] },
              schemaUrl: 'https://example.com/scope',
              spans: [
                {
                  traceId: hexBytes(TRACE_ID),
                  spanId: hexBytes(SPAN_ID),
                  parentSpanId: hexBytes(PARENT_ID),
                  traceState: 'a=1',
                  flags: 0x301,
                  name: 'GET /',
                  kind: 2,
                  startTimeUnixNano: '1772323200000000123',
                  endTimeUnixNano: '1772323200005000456',
                  status: { code: 2, message: 'no luck' },
                  attributes: [kv('b', { intValue: '2' }), kv('a', { stringValue: '1' })],
                  droppedAttributesCount: 7,
                  droppedEventsCount: 300,
                  events: [
                    {
                      timeUnixNano: '1772323200001000789',
                      name: 'exception',
                      attributes: [kv('exception.type', { stringValue: 'ValueError' })],
                    },
                  ],
                  links: [
                    {
                      traceId: hexBytes('11'.repeat(16)),
                      spanId: hexBytes('22'.repeat(8)),
                      traceState: 'x=y',
                      flags: 1,
                      attributes: [kv('why', { stringValue: 'batch' })],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(decode(bytes)).toEqual([expected]);
  });

  it('comes out of JSON the same: numbers or strings, names or numbers of enums, upper-case ids, unknown fields', () => {
    const text = `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"schemaUrl":"https://example.com/resource",
      "scopeSpans":[{"scope":{"name":"lib","version":"1.2","attributes":[{"key":"short","value":{"boolValue":true}}]},"schemaUrl":"https://example.com/scope",
      "spans":[{"traceId":"${TRACE_ID.toUpperCase()}","spanId":"${SPAN_ID}","parentSpanId":"${PARENT_ID}","traceState":"a=1","flags":769,"name":"GET /","kind":"SPAN_KIND_SERVER",
      "startTimeUnixNano":1772323200000000123,"endTimeUnixNano":"1772323200005000456","status":{"code":"STATUS_CODE_ERROR","message":"no luck"},"futureField":{"x":[1]},
      "attributes":[{"key":"b","value":{"intValue":2}},{"key":"a","value":{"stringValue":"1"}}],"droppedAttributesCount":7,
      "events":[{"timeUnixNano":"1772323200001000789","name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"ValueError"}}]}],
      "links":[{"traceId":"${'11'.repeat(16)}","spanId":"${'22'.repeat(8)}","traceState":"x=y","attributes":[{"key":"why","value":{"stringValue":"batch"}}]}]}]}]}]}`;
    expect(decodeJson(text)).toEqual([expected]);
    expect(decodeJson(text.replace('"SPAN_KIND_SERVER"', '2').replace('"STATUS_CODE_ERROR"', '2'))).toEqual([expected]);
  });
});

describe('the envelope', () => {
  it('gives each span its own resource and scope', () => {
    const group = (service: string, names: string[]) => ({
      resource: { attributes: [kv('service.name', { stringValue: service })] },
      scopeSpans: names.map((name) => ({ scope: { name }, spans: [{ name: `${name} 1` }, { name: `${name} 2` }] })),
    });
    const spans = decode(encodeMessage('TraceRequest', { resourceSpans: [group('a', ['x', 'y']), group('b', ['z'])] }));
    const rows = spans.map(({ resource, scope, name }) => [resource.attributes[0]?.text, scope.name, name].join(' '));
    expect(rows).toEqual(['a x x 1', 'a x x 2', 'a y y 1', 'a y y 2', 'b z z 1', 'b z z 2']);
  });

  it('may name the resource after the spans', () => {
    // ResourceSpans with field 2 { field 2 { name "s" } } before field 1 { attributes }, by hand.
    const span = [0x2a, 1, 0x73];
    const scopeSpans = [0x12, span.length, ...span];
    const attribute = [0x0a, 1, 0x6b, 0x12, 3, 0x0a, 1, 0x76];
    const resource = [0x0a, attribute.length, ...attribute];
    const body = [0x12, scopeSpans.length, ...scopeSpans, 0x0a, resource.length, ...resource];
    expect(decode(Buffer.from([0x0a, body.length, ...body]))).toMatchObject([
      { name: 's', resource: { attributes: [{ key: 'k', type: 'string', text: 'v' }] } },
    ]);
  });

  it('may be empty', () => {
    expect(decode(Buffer.alloc(0))).toEqual([]);
    expect(decodeJson('{}')).toEqual([]);
  });

  it('takes numbers of the future for values that were not given', () => {
    const bytes = encodeMessage('TraceRequest', { resourceSpans: [{ scopeSpans: [{ spans: [{ kind: 99, status: { code: 9 } }] }] }] });
    expect(decode(bytes)).toMatchObject([{ kind: 'Unspecified', statusCode: 'Unset' }]);
    expect(decodeJson('{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":"SPAN_KIND_NEW"}]}]}]}')).toMatchObject([
      { kind: 'Unspecified' },
    ]);
  });
});
