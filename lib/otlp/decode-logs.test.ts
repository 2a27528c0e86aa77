import { describe, expect, it } from 'vitest';
import { decodeJsonLogs } from '@/lib/otlp/decode-json';
import { decodeLogs } from '@/lib/otlp/decode-logs';
import { parseJson } from '@/lib/otlp/json-fields';
import type { SentLog } from '@/lib/otlp/sent';
import { encodeMessage, hexBytes, kv, SPAN_ID, TRACE_ID } from '@/lib/otlp/testing/otlp-messages';
import { ItemBudget, Reader } from '@/lib/otlp/wire';

const decode = (record: Record<string, unknown>): SentLog[] =>
  decodeLogs(
    new Reader(encodeMessage('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] }), new ItemBudget(1_000)),
  );
const decodeJson = (record: string): SentLog[] =>
  decodeJsonLogs(parseJson(Buffer.from(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}]}`)), new ItemBudget(1_000));

const expected: SentLog = {
  resource: { attributes: [], schemaUrl: '' },
  scope: { name: '', version: '', attributes: [], schemaUrl: '' },
  time: 1772323200000000123n as SentLog['time'],
  traceId: TRACE_ID,
  spanId: SPAN_ID,
  flags: 1,
  severity: 17,
  severityText: 'ERROR',
  body: { type: 'map', text: '{"n":1}' },
  eventName: 'quota.exceeded',
  attributes: [{ key: 'k', type: 'double', text: '0.5' }],
};

describe('a log record', () => {
  it('comes out of protobuf as it was sent', () => {
    const record = {
      timeUnixNano: '1772323200000000123',
      observedTimeUnixNano: '1772323209999999999',
      severityNumber: 17,
      severityText: 'ERROR',
      body: { kvlistValue: { values: [kv('n', { intValue: '1' })] } },
      attributes: [kv('k', { doubleValue: 0.5 })],
      flags: 1,
      traceId: hexBytes(TRACE_ID),
      spanId: hexBytes(SPAN_ID),
      eventName: 'quota.exceeded',
    };
    expect(decode(record)).toEqual([expected]);
  });

  it.each(['17', '"SEVERITY_NUMBER_ERROR"', '"17"'])('comes out of JSON the same, severity %s', (severity) => {
    const record = `{"timeUnixNano":"1772323200000000123","observedTimeUnixNano":"1772323209999999999","severityNumber":${severity},"severityText":"ERROR",
      "body":{"kvlistValue":{"values":[{"key":"n","value":{"intValue":"1"}}]}},"attributes":[{"key":"k","value":{"doubleValue":0.5}}],"flags":1,
      "traceId":"${TRACE_ID}","spanId":"${SPAN_ID}","eventName":"quota.exceeded"}`;
    expect(decodeJson(record)).toEqual([expected]);
  });

  it('has the observed time where it has no other', () => {
    expect(decode({ observedTimeUnixNano: '1772323209999999999' })[0]?.time).toBe(1772323209999999999n);
    expect(decodeJson('{"observedTimeUnixNano":"1772323209999999999"}')[0]?.time).toBe(1772323209999999999n);
  });

  it('may have no body', () => {
    expect(decode({ severityText: 'x' })[0]?.body).toEqual({ type: 'empty', text: '' });
    expect(decodeJson('{}')[0]?.body).toEqual({ type: 'empty', text: '' });
  });

  it('knows the name of every severity', () => {
    const names = ['TRACE', 'DEBUG', 'INFO2', 'WARN', 'WARN4', 'FATAL4'];
    expect(names.map((name) => decodeJson(`{"severityNumber":"SEVERITY_NUMBER_${name}"}`)[0]?.severity)).toEqual([1, 5, 10, 13, 16, 24]);
  });
});
