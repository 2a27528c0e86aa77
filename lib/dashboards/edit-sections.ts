/** A dashboard with one of its sections added, renamed, moved or gone. Nothing is changed in place. */
import type { Dashboard, Section } from '@/lib/model/dashboard';

/** With an empty section at the end. */
export function addSection(dashboard: Dashboard, title: string): Dashboard {
  return { ...dashboard, sections: [...dashboard.sections, { title, folded: false, panels: [] }] };
}

function change(dashboard: Dashboard, index: number, with_: Partial<Section>): Dashboard {
  return { ...dashboard, sections: dashboard.sections.map((section, at) => (at === index ? { ...section, ...with_ } : section)) };
}

/** With another title; '' shows none. */
export function renameSection(dashboard: Dashboard, index: number, title: string): Dashboard {
  return change(dashboard, index, { title });
}

/** With the section closed, or open, when the dashboard opens. */
export function foldSection(dashboard: Dashboard, index: number, folded: boolean): Dashboard {
  return change(dashboard, index, { folded });
}

/** With the section one place up (-1) or down (1); the same dashboard at either end. */
export function moveSection(dashboard: Dashboard, index: number, by: -1 | 1): Dashboard {
  const sections = [...dashboard.sections];
  const section = sections[index];
  const other = sections[index + by];
  if (!section || !other) return dashboard;
  sections[index] = other;
  sections[index + by] = section;
  return { ...dashboard, sections };
}

/** Without the section and its panels. */
export function removeSection(dashboard: Dashboard, index: number): Dashboard {
  return { ...dashboard, sections: dashboard.sections.filter((_section, at) => at !== index) };
}
