import { expect, it } from 'vitest';
import type { NanosText } from '@/lib/base/time';
import type { SpanKind } from '@/lib/model/telemetry';
import { sampleId } from '@/lib/waterfall/sample.testing';
import { skewOf } from '@/lib/waterfall/skew';
import { columnsOf, type SlimSpan } from '@/lib/waterfall/slim-span';
import { buildTree } from '@/lib/waterfall/tree';

const MS = 1e6;

function span(id: string, parent: string, service: string, kind: SpanKind, start: number, duration: number): SlimSpan {
  return {
    ...{ spanId: sampleId(id), parentSpanId: sampleId(parent), service, kind, name: id, message: '', status: 'Unset' },
    ...{ start: start * MS, duration: duration < 0 ? -1 : duration * MS, level: 9, events: 0, links: 0, remote: false },
  };
}

/** What is said of span `b` under span `a`; times in ms. */
function said(a: SlimSpan, b: SlimSpan): string | undefined {
  const columns = columnsOf('t', '0' as NanosText, [a, b]);
  const tree = buildTree(columns);
  return skewOf(columns, tree, tree.rowOf[1] ?? 0, 100 * MS)?.sentence;
}

const CALL = span('a', '', 'web', 'Client', 10, 20);

it.each<[string, SlimSpan, SlimSpan, string | undefined]>([
  ['within its parent', CALL, span('b', 'a', 'api', 'Server', 11, 18), undefined],
  [
    'before its parent, in another service',
    CALL,
    span('b', 'a', 'api', 'Server', 7, 18),
    'Starts 3\u00a0ms before its parent in web: the clocks of the two differ. Drawn as it was sent.',
  ],
  [
    'before its parent, in the same service',
    CALL,
    span('b', 'a', 'web', 'Internal', 7, 5),
    'Starts 3\u00a0ms before its parent. Drawn as it was sent.',
  ],
  [
    'a server that ends after its client',
    CALL,
    span('b', 'a', 'api', 'Server', 11, 24),
    'Ends 5\u00a0ms after its caller in web: it did not wait, or the clocks of the two differ. Drawn as it was sent.',
  ],
  ['work that nobody waits for', span('a', '', 'web', 'Producer', 10, 20), span('b', 'a', 'api', 'Consumer', 40, 20), undefined],
  ['a task of the same service that goes on', CALL, span('b', 'a', 'web', 'Internal', 11, 90), undefined],
  ['one that still runs', CALL, span('b', 'a', 'api', 'Server', 11, -1), undefined],
])('%s', (_, a, b, sentence) => expect(said(a, b)).toBe(sentence));

it('says nothing of a root, nor of the child of a parent that has not come', () => {
  const columns = columnsOf('t', '0' as NanosText, [CALL, span('x', 'lost', 'api', 'Server', 0, 5)]);
  const tree = buildTree(columns);
  expect([...tree.parent.keys()].map((row) => skewOf(columns, tree, row, 0))).toEqual([undefined, undefined, undefined]);
});
