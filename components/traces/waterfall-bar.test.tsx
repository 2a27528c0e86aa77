// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TimeCell } from '@/components/traces/waterfall-bar';
import type { LineProps } from '@/components/traces/waterfall-row';
import { criticalPath } from '@/lib/waterfall/critical-path';
import { extentOf } from '@/lib/waterfall/extent';
import { sampleColumns } from '@/lib/waterfall/sample.testing';
import { buildTree } from '@/lib/waterfall/tree';

afterEach(cleanup);

// the root worked from 0 to 200, 400 to 600, and 800 to 1000 ns: a unit of the drawing is a nanosecond
const columns = sampleColumns([
  { id: 'r', duration: 1000 },
  { id: 'a', parent: 'r', start: 200, duration: 200 },
  { id: 'b', parent: 'r', start: 600, duration: 200 },
]);
const tree = buildTree(columns);
const extent = extentOf(columns, 1000);

const ROOT: LineProps = {
  ...{ trace: { columns, tree }, shown: tree, row: 0, view: extent, extent, collapsed: false, errorsBelow: 0, selected: false },
  ...{ cursor: false, match: false, group: undefined, groupRows: 0, openGroup: 0, marks: undefined },
  path: criticalPath(columns, tree, extent.openEnd),
  shows: { path: true, grouped: true, self: false, marks: true },
};

const APART = 'M0 22H200M400 22H600M800 22H1000';
const WHOLE = 'M0 22H1000';
const GAPS = 'M0 14H200M400 14H600M800 14H1000';

it('draws where a span itself is on the critical path, all of it while it is collapsed, and the same as before when it opens again', () => {
  const { container, rerender } = render(<TimeCell {...ROOT} />);
  const lines = () => [...container.querySelectorAll('path')].map((path) => path.getAttribute('d'));
  expect(lines()).toEqual([GAPS, WHOLE, APART]);
  rerender(<TimeCell {...ROOT} collapsed />);
  expect(lines()).toEqual([GAPS, WHOLE, WHOLE]);
  rerender(<TimeCell {...ROOT} />);
  expect(lines()).toEqual([GAPS, WHOLE, APART]);
});

it('draws other lines for another part of the trace, its own time where that is asked for, and says both in words', () => {
  const { container, rerender } = render(<TimeCell {...ROOT} shows={{ ...ROOT.shows, self: true }} />);
  const lines = () => [...container.querySelectorAll('path')].map((path) => path.getAttribute('d'));
  expect(lines()).toEqual([GAPS, GAPS, WHOLE, APART]);
  expect(container.querySelector('[role=gridcell]')?.getAttribute('title')?.replaceAll('\u00a0', ' ')).toBe(
    'No child ran for 200 ns and 200 ns and 200 ns.\n600 ns of it are its own.\n600 ns of its own on the critical path.',
  );
  // from 0 to 500 ns a nanosecond is two units
  rerender(<TimeCell {...ROOT} view={{ from: 0, to: 500 }} />);
  expect(lines()).toEqual(['M0 14H400M800 14H1000', 'M0 22H1000', 'M0 22H400M800 22H1000']);
  rerender(<TimeCell {...ROOT} path={undefined} />);
  expect(lines()).toEqual([GAPS]);
});

it('writes its length over what is drawn on the bar, which does not strike it through', () => {
  const { container } = render(<TimeCell {...ROOT} />);
  const label = [...container.querySelectorAll('span')].find(({ textContent }) => textContent === '1\u00a0µs');
  // after the drawing, on a ground of its own
  expect(label?.previousElementSibling?.tagName).toBe('svg');
  expect(label?.style.background).toContain('85%');
});
