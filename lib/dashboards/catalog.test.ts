import { describe, expect, it } from 'vitest';
import { CATALOG, findDashboard } from '@/lib/dashboards/catalog';
import { layoutFault } from '@/lib/dashboards/grid';
import { migrate } from '@/lib/dashboards/migrate';

/** Every `{ variable: name }` in a piece of JSON. */
function variablesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(variablesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'variable' && typeof part === 'string' ? [part] : variablesIn(part)));
}

describe.each(CATALOG)('$title', ({ slug }) => {
  const dashboard = findDashboard(slug);
  const sections = dashboard?.sections ?? [];

  it('survives being saved and read again', () => {
    expect(migrate(JSON.parse(JSON.stringify(dashboard)))).toEqual({ ok: true, value: dashboard });
  });

  it('has panels that fit beside each other, with ids of their own', () => {
    expect(sections.map(({ panels }) => layoutFault(panels))).toEqual(sections.map(() => undefined));
    const ids = sections.flatMap(({ panels }) => panels.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
  });

  it('refers only to variables that it has, and uses each', () => {
    const names = dashboard?.variables.map(({ name }) => name) ?? [];
    expect([...new Set(variablesIn(sections))].toSorted()).toEqual(names.toSorted());
  });

  it('says for each panel what would fill it', () => {
    expect(sections.flatMap(({ panels }) => panels.filter(({ empty }) => empty === ''))).toEqual([]);
  });

  it('gives each measure of a table or of bars its column', () => {
    for (const { ask, view } of sections.flatMap(({ panels }) => panels)) {
      if ((view.kind !== 'table' && view.kind !== 'bars') || ask.kind !== 'spec' || ask.spec.kind !== 'table') continue;
      expect(view.columns.length).toBe(ask.spec.measures.length);
    }
  });
});

it('does not find what is not there', () => {
  expect(findDashboard('no-such-dashboard')).toBeUndefined();
});
