import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findDashboard } from '@/lib/dashboards/catalog';
import { CATALOG } from '@/lib/dashboards/catalog-list';
import { layoutFault } from '@/lib/dashboards/grid';
import { migrate } from '@/lib/dashboards/migrate';
import type { Ask, View } from '@/lib/model/dashboard';
import { Spec } from '@/lib/model/query';

/** Every `{ variable: name }` in a piece of JSON. */
function variablesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(variablesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'variable' && typeof part === 'string' ? [part] : variablesIn(part)));
}

/** Every spec of an ask. */
function specsIn(ask: Ask): Spec[] {
  switch (ask.kind) {
    case 'nothing':
      return [];
    case 'spec':
    case 'new':
      return [ask.spec];
    case 'pair':
      return [ask.left, ask.right];
    case 'first':
      return ask.of.flatMap(specsIn);
  }
}

/** Which kinds of specs each view draws. */
const DRAWN: Readonly<Record<View['kind'], readonly Spec['kind'][]>> = {
  timeseries: ['series'],
  stat: ['series', 'table'],
  heatmap: ['series'],
  table: ['table'],
  bars: ['table'],
  pie: ['table'],
  records: ['rows'],
  metrics: [],
  text: [],
};

it('has the five dashboards, in their order', () => {
  expect(CATALOG.map(({ slug }) => slug)).toEqual([
    'api-overview',
    'stream-processing',
    'business-metrics',
    'infrastructure-health',
    'error-tracking',
  ]);
});

it.each(CATALOG)('lists $slug by its own title', ({ slug, title }) => expect(findDashboard(slug)?.title).toBe(title));

const DOCUMENTED = readFileSync('docs/dashboards.md', 'utf8');

describe.each(CATALOG)('$title', ({ slug }) => {
  const dashboard = findDashboard(slug);
  const sections = dashboard?.sections ?? [];
  const panels = sections.flatMap((section) => section.panels);

  it('survives being saved and read again', () => {
    expect(migrate(JSON.parse(JSON.stringify(dashboard)))).toEqual({ ok: true, value: dashboard });
  });

  it('has panels that fit beside each other, with ids and titles of their own', () => {
    expect(sections.map((section) => layoutFault(section.panels))).toEqual(sections.map(() => undefined));
    const ids = panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
  });

  it('fills the whole width at every height', () => {
    const ends = sections.map((section) => {
      const columns = Array.from({ length: 12 }, () => 0);
      for (const { at } of section.panels) columns.fill(at.y + at.h, at.x, at.x + at.w);
      return new Set(columns).size;
    });
    expect(ends).toEqual(sections.map(() => 1));
  });

  it('begins with the choices that all have, and one of its own', () => {
    const names = dashboard?.variables.filter(({ kind }) => kind === 'field').map(({ name }) => name);
    expect(names).toHaveLength(4);
    expect(names?.slice(0, 3)).toEqual(['environment', 'service', 'tenant']);
  });

  it('refers only to variables that it has, and uses each', () => {
    const names = dashboard?.variables.map(({ name }) => name) ?? [];
    expect([...new Set(variablesIn(sections))].toSorted()).toEqual(names.toSorted());
  });

  it('offers other names for every metric, each once, the conventional one first', () => {
    for (const variable of dashboard?.variables ?? []) {
      if (variable.kind !== 'metric') continue;
      expect(new Set(variable.metrics).size).toBe(variable.metrics.length);
      expect(variable.metrics.length).toBeGreaterThan(1);
      expect(variable.metrics[0]).toContain('.');
    }
  });

  it('asks what its views draw, in specs that parse, and never in SQL', () => {
    for (const { id, ask, view } of panels) {
      for (const spec of specsIn(ask)) {
        expect(Spec.parse(spec)).toEqual(spec);
        expect(DRAWN[view.kind], `${id} is drawn as ${view.kind}`).toContain(spec.kind);
      }
    }
  });

  it('says for each panel what would fill it, in one sentence or two', () => {
    for (const { id, empty } of panels) expect(empty, id).toMatch(/^[A-Z].{20,200}\.$/);
  });

  it('is written about, with each panel and each metric', () => {
    const [, about = ''] = DOCUMENTED.split(`### ${dashboard?.title}`);
    const metrics = dashboard?.variables.flatMap((variable) => (variable.kind === 'metric' ? [`\`${variable.metrics[0]}\``] : [])) ?? [];
    for (const words of [...panels.map(({ title }) => title), ...metrics]) expect(about.split('\n### ')[0]).toContain(words);
  });

  it('gives each measure of a table or of bars its column', () => {
    for (const { id, ask, view } of panels) {
      if (view.kind !== 'table' && view.kind !== 'bars') continue;
      const [first, ...others] = ask.kind === 'first' ? ask.of : [ask];
      expect(first && measuresOf(first), id).toBe(view.columns.length);
      for (const other of others) expect(measuresOf(other), id).toBeLessThanOrEqual(view.columns.length);
    }
  });

  it('names each group of a table', () => {
    for (const { id, ask, view } of panels) {
      if (view.kind !== 'table') continue;
      for (const spec of specsIn(ask)) expect(spec.kind === 'table' && spec.by.length, id).toBe(view.labels.length);
    }
  });
});

/** How many figures each group of a table has; a pair puts two into one. */
function measuresOf(ask: Ask): number {
  const [spec] = specsIn(ask);
  if (spec?.kind !== 'table') return 0;
  return ask.kind === 'pair' ? 1 : spec.measures.length;
}

it('does not find what is not there', () => {
  expect(findDashboard('no-such-dashboard')).toBeUndefined();
});
