/** A dashboard with one of its panels added, changed, moved or gone. Nothing is changed in place. */
import { assert } from '@/lib/base/assert';
import { compacted, freePlace } from '@/lib/dashboards/edit-layout';
import type { Dashboard, Panel } from '@/lib/model/dashboard';

/** Where the panel `id` stands, and the panel; undefined when there is none. */
export function findPanel(dashboard: Dashboard, id: string): { readonly section: number; readonly panel: Panel } | undefined {
  for (const [section, { panels }] of dashboard.sections.entries()) {
    const panel = panels.find((each) => each.id === id);
    if (panel) return { section, panel };
  }
  return undefined;
}

/** An id made of `title` that no panel of `dashboard` has. */
export function freePanelId(dashboard: Dashboard, title: string): string {
  const taken = new Set(dashboard.sections.flatMap(({ panels }) => panels.map(({ id }) => id)));
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = words === '' ? 'panel' : words;
  if (!taken.has(base)) return base;
  for (let count = 2; ; count++) {
    const id = `${base}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** With the panels of one section replaced. */
export function withPanels(dashboard: Dashboard, section: number, change: (panels: readonly Panel[]) => readonly Panel[]): Dashboard {
  return {
    ...dashboard,
    sections: dashboard.sections.map((each, index) => (index === section ? { ...each, panels: [...change(each.panels)] } : each)),
  };
}

/** With `panel` in `section`, at the first place that fits its size. A dashboard without sections gets one. Its id is made free. */
export function addPanel(dashboard: Dashboard, section: number, panel: Panel): { readonly dashboard: Dashboard; readonly id: string } {
  const id = freePanelId(dashboard, panel.id === '' ? panel.title : panel.id);
  const target = dashboard.sections.length > 0 ? dashboard : { ...dashboard, sections: [{ title: '', folded: false, panels: [] }] };
  const into = Math.min(section, target.sections.length - 1);
  const { w, h } = panel.at;
  return { id, dashboard: withPanels(target, into, (panels) => [...panels, { ...panel, id, at: freePlace(panels, w, h) }]) };
}

/** With `panel` in the place of the one with its id. */
export function replacePanel(dashboard: Dashboard, panel: Panel): Dashboard {
  const found = findPanel(dashboard, panel.id);
  assert(found, `the dashboard has the panel ${panel.id}`);
  return withPanels(dashboard, found.section, (panels) => panels.map((each) => (each.id === panel.id ? panel : each)));
}

/** Without the panel `id`; those below it fall up. */
export function removePanel(dashboard: Dashboard, id: string): Dashboard {
  const found = findPanel(dashboard, id);
  if (!found) return dashboard;
  return withPanels(dashboard, found.section, (panels) => compacted(panels.filter((each) => each.id !== id)));
}

/** With a copy of the panel `id`, in the same section. */
export function duplicatePanel(dashboard: Dashboard, id: string): { readonly dashboard: Dashboard; readonly id: string } {
  const found = findPanel(dashboard, id);
  assert(found, `the dashboard has the panel ${id}`);
  return addPanel(dashboard, found.section, { ...found.panel, title: `${found.panel.title} (copy)` });
}

/** With the panel `id` in another section, at the first place that fits. */
export function transferPanel(dashboard: Dashboard, id: string, section: number): Dashboard {
  const found = findPanel(dashboard, id);
  if (!found || found.section === section) return dashboard;
  const { w, h } = found.panel.at;
  return withPanels(removePanel(dashboard, id), section, (panels) => [...panels, { ...found.panel, at: freePlace(panels, w, h) }]);
}
