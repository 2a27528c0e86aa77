import { expect, it } from 'vitest';
import type { NanosText } from '@/lib/base/time';
import type { SpanDetail } from '@/lib/model/trace';
import { tracesOf } from '@/lib/waterfall/file-trace';
import { traceMarkdown } from '@/lib/waterfall/markdown';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN: SpanDetail = {
  traceId: TRACE, spanId: '00000000000000a1', parentSpanId: '', traceState: '', flags: 0, time: '1000000000' as NanosText, duration: '2000000' as NanosText,
  service: 'shop_web', name: 'GET /', message: '', kind: 'Server', status: 'Unset', statusMessage: '', level: 9, tags: [], scope: { name: '', version: '' },
  attributes: [], resource: [], events: [], links: [],
}; // prettier-ignore

it('lists a trace from a file as a tree', () => {
  const query: SpanDetail = { ...SPAN, spanId: '00000000000000a2', parentSpanId: SPAN.spanId, time: '1000500000' as NanosText, duration: '500000' as NanosText, service: 'db', name: 'SELECT *', status: 'Error' }; // prettier-ignore
  const orphan: SpanDetail = { ...SPAN, spanId: '00000000000000a3', parentSpanId: '00000000000000ff', time: '1001000000' as NanosText, duration: '-1' as NanosText, name: 'wait' }; // prettier-ignore
  // out of order, and one of them twice
  const [trace] = tracesOf([orphan, query, SPAN, query]);
  expect(trace && traceMarkdown(trace, 'GET /', 2_000_000, 'http://h/traces/1')).toBe(
    [
      '**GET /**: 2 ms, 3 spans, 2 services, 1 error',
      '',
      `Trace [\`${TRACE}\`](http://h/traces/1)`,
      '',
      '- shop\\_web: GET / (2 ms)',
      '  - db: SELECT \\* (500 µs) **error**',
      '- missing parent `00000000000000ff`',
      '  - shop\\_web: wait (no end received)',
      '',
    ].join('\n'),
  );
});

it('stops after 500 rows, and says so', () => {
  const many = Array.from({ length: 512 }, (_, at) => ({ ...SPAN, spanId: (at + 1).toString(16).padStart(16, '0') }));
  const [trace] = tracesOf(many);
  expect(trace && traceMarkdown(trace, 'x', 0, '').split('\n').slice(-3)).toEqual(['', '12 more rows are not listed.', '']);
});

it('tells the traces of a file apart, the largest first', () => {
  const other = { ...SPAN, traceId: '1af7651916cd43dd8448eb211c80319c' };
  const traces = tracesOf([SPAN, other, { ...other, spanId: '00000000000000b1' }]);
  expect(traces.map(({ columns }) => [columns.traceId, columns.count])).toEqual([[other.traceId, 2], [TRACE, 1]]); // prettier-ignore
});
