import { expect, it } from 'vitest';
import { extentOf } from '@/lib/waterfall/extent';
import { withoutServices } from '@/lib/waterfall/hidden';
import { minimapOf } from '@/lib/waterfall/minimap';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree, NONE } from '@/lib/waterfall/tree';

/** A line for each lane: the service's last letter, upper case where there is an error, a dot for nothing. */
function drawn(spans: readonly SampleSpan[], width: number, lanes: number, without: readonly string[] = []): string[] {
  const columns = sampleColumns(spans);
  const shown = withoutServices(columns, buildTree(columns), new Set(without));
  const map = minimapOf(columns, shown, extentOf(columns, 0), width, lanes);
  return Array.from({ length: map.lanes }, (_, lane) =>
    Array.from({ length: width }, (_, at) => {
      const service = map.service[lane * width + at] ?? NONE;
      if (service === NONE) return '.';
      const letter = columns.text(service).slice(-1);
      return map.error[lane * width + at] === 1 ? letter.toUpperCase() : letter;
    }).join(''),
  );
}

const SPANS: SampleSpan[] = [
  { id: 'r', duration: 100, service: 'a' },
  { id: 'x', parent: 'r', start: 10, duration: 30, service: 'b' },
  { id: 'y', parent: 'r', start: 40, duration: 0, service: 'c', status: 'Error' },
  { id: 'z', parent: 'r', start: 55, duration: 45, service: 'd', status: 'Error' },
];

it('gives each row a lane while there are enough', () => {
  expect(drawn(SPANS, 10, 8)).toEqual(['aaaaaaaaaa', '.bbb......', '....C.....', '.....DDDDD']);
});

it('lays children on their parents where rows share a lane, and keeps every error', () => {
  expect(drawn(SPANS, 10, 2)).toEqual(['abbbaaaaaa', '....CDDDDD']);
  expect(drawn(SPANS, 10, 1)).toEqual(['abbbCDDDDD']);
});

it('leaves hidden services out, and gives their lanes to the others', () => {
  expect(drawn(SPANS, 10, 8, ['b', 'd'])).toEqual(['aaaaaaaaaa', '....C.....']);
  expect(drawn(SPANS, 10, 1, ['a', 'c'])).toEqual(['.bbb.DDDDD']);
  expect(drawn(SPANS, 10, 2, ['a', 'b', 'c', 'd'])).toEqual(['..........']);
});

it('draws an instant trace and one of no rows', () => {
  expect(drawn([{ id: 'r', duration: 0, service: 'a' }], 4, 3)).toEqual(['a...']);
  expect(drawn([], 4, 3)).toEqual(['....']);
});

it('agrees with asking every span for every cell', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const columns = sampleColumns(randomSpans(70, seed).map((span) => ({ ...span, duration: Math.abs(span.duration ?? 0) })));
    const tree = buildTree(columns);
    const extent = extentOf(columns, 0);
    const [width, lanes] = [16, 7];
    const map = minimapOf(columns, tree, extent, width, lanes);
    const service = new Int32Array(lanes * width).fill(NONE);
    const error = new Uint8Array(lanes * width);
    for (let row = 0; row < tree.rows; row += 1) {
      const span = tree.span[row] ?? NONE;
      if (span === NONE) continue;
      const lane = Math.floor((row * lanes) / tree.rows);
      for (let at = 0; at < width; at += 1) {
        const size = (extent.to - extent.from) / width;
        const [low, high] = [extent.from + at * size, extent.from + (at + 1) * size];
        const [start, end] = [columns.startOf(span), columns.endOf(span, 0)];
        const inside = start === end ? start >= low && (start < high || at === width - 1) : start < high && end > low;
        if (!inside) continue;
        service[lane * width + at] = columns.service[span] ?? 0;
        if (columns.isError(span)) error[lane * width + at] = 1;
      }
    }
    expect([...map.service], `seed ${seed}`).toEqual([...service]);
    expect([...map.error], `seed ${seed}`).toEqual([...error]);
  }
});
