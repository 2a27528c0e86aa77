import { describe, expect, it } from 'vitest';
import { completionsAt, type SchemaTable } from '@/components/editor/completion';

const schema: SchemaTable[] = [
  {
    table: 'otel_traces',
    columns: [
      { name: 'Timestamp', type: 'DateTime64(9)' },
      { name: 'SpanName', type: 'String' },
    ],
  },
  {
    table: 'otel_logs',
    columns: [
      { name: 'Timestamp', type: 'DateTime64(9)' },
      { name: 'Body', type: 'String' },
    ],
  },
];
/** Completions at the bar. */
const at = (marked: string) => completionsAt(marked.replace('|', ''), marked.indexOf('|'), schema);
const names = (marked: string, kind: string) =>
  at(marked)
    .filter((one) => one.kind === kind)
    .map(({ text }) => text);

describe('completionsAt', () => {
  it('offers tables after FROM and JOIN', () => {
    expect(at('SELECT 1 FROM ot|').map(({ text }) => text)).toEqual(['otel_traces', 'otel_logs']);
    expect(at('select 1 from otel_logs join |').map(({ kind }) => kind)).toEqual(['table', 'table']);
  });

  it('offers the columns of the tables that are named, wherever the cursor is', () => {
    expect(names('SELECT | FROM otel_logs', 'column')).toEqual(['Timestamp', 'Body']);
    expect(names('SELECT |', 'column')).toEqual(['Timestamp', 'SpanName', 'Body']);
  });

  it('offers only the columns of a table after its name or alias', () => {
    expect(at('SELECT otel_traces.| FROM otel_traces').map(({ text }) => text)).toEqual(['Timestamp', 'SpanName']);
    expect(at('SELECT l.B| FROM otel_logs AS l').map(({ text }) => text)).toEqual(['Timestamp', 'Body']);
    expect(at('SELECT x.| FROM otel_logs').map(({ text }) => text)).toEqual([]);
  });

  it('offers the window as typed parameters', () => {
    expect(names('SELECT |', 'parameter')).toEqual(['{from:DateTime64(9)}', '{to:DateTime64(9)}']);
  });
});
