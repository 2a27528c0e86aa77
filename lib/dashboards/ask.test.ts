import { describe, expect, it } from 'vitest';
import { panelAsks } from '@/lib/dashboards/ask';
import type { Panel, View } from '@/lib/model/dashboard';
import type { SeriesSpec } from '@/lib/model/query';

const spec: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'rate' }], by: [], limit: 1 };
const stat: View = { kind: 'stat', unit: 'perSecond', better: 'up', thresholds: [] };
const panel = (ask: Panel['ask'], view: View): Panel => ({
  id: 'p',
  title: '',
  note: '',
  at: { x: 0, y: 0, w: 2, h: 3 },
  ask,
  view,
  empty: '',
});

describe('panelAsks', () => {
  it('asks a statistic over the window, over the one before, and step by step', () => {
    const asks = panelAsks(panel({ kind: 'spec', spec }, stat));
    expect(asks.map(({ role, window, specs }) => [role, window, specs[0].kind])).toEqual([
      ['main', 'current', 'table'],
      ['before', 'previous', 'table'],
      ['trend', 'current', 'series'],
    ]);
  });

  it('asks both sides of a pair', () => {
    const asks = panelAsks(
      panel({ kind: 'pair', op: 'divide', left: spec, right: { ...spec, limit: 2 } }, { kind: 'heatmap', unit: 'none' }),
    );
    expect(asks).toEqual([{ role: 'main', window: 'current', specs: [spec, { ...spec, limit: 2 }], op: 'divide' }]);
  });

  it('asks nothing for text', () => {
    expect(panelAsks(panel({ kind: 'nothing' }, { kind: 'text', markdown: 'x' }))).toEqual([]);
  });
});
