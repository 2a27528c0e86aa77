/** Dashboards in the shape of Perses, which Logfire uses, too → dashboards of Hearth, with a report. */
import { z } from 'zod';
import { fail, ok, type Result } from '@/lib/base/result';
import { DAY, HOUR, MINUTE, SECOND, millis, type Millis } from '@/lib/base/time';
import { importPanel, type PanelContent } from '@/lib/dashboards/import-perses-panel';
import { importVariables, metricVariables, VariableDocument } from '@/lib/dashboards/import-perses-variables';
import { slugOf } from '@/lib/dashboards/slug';
import { DASHBOARD_VERSION, type Panel, type Section } from '@/lib/model/dashboard';
import type { ImportedDashboard } from '@/lib/model/saved-dashboard';

const place = z.number().int().nonnegative().max(10_000);
const Layout = z.object({
  spec: z.object({
    display: z.object({ title: z.string().default(''), collapse: z.object({ open: z.boolean() }).optional() }).optional(),
    items: z.array(z.object({ x: place, y: place, width: place, height: place, content: z.object({ $ref: z.string() }) })).default([]),
  }),
});
const PersesDashboard = z.object({
  kind: z.literal('Dashboard'),
  metadata: z.object({ name: z.string().default('') }).optional(),
  spec: z.object({
    display: z.object({ name: z.string().optional(), description: z.string().optional() }).optional(),
    duration: z.string().optional(),
    variables: z.array(VariableDocument).default([]),
    panels: z.record(z.string(), z.unknown()).default({}),
    layouts: z.array(Layout).default([]),
  }),
});

/** Whether a document says that it is one of these. */
export function isPerses(document: unknown): boolean {
  return z.object({ kind: z.literal('Dashboard'), spec: z.unknown() }).safeParse(document).success;
}

/** The most sections that a dashboard has. */
const MOST_SECTIONS = 50;

/** The dashboard in `document`; the error is a sentence for a person. */
export function importPerses(document: unknown): Result<ImportedDashboard, string> {
  const read = PersesDashboard.safeParse(document);
  if (!read.success)
    return fail(`This is not a dashboard of Perses or Logfire as far as Hearth knows them: ${z.prettifyError(read.error)}`);
  const { metadata, spec } = read.data;
  const report: string[] = [];
  const say = (sentence: string) => void report.push(sentence);
  const variables = importVariables(spec.variables, say);
  const metrics = metricVariables(variables.list);
  const contents = new Map(
    Object.entries(spec.panels).map(([id, panel]) => [
      id,
      importPanel(id, panel, { uses: variables.uses, sourceOf: (metric) => metrics.sourceOf(metric), say }),
    ]),
  );
  const sections = importLayouts(spec.layouts, contents, say);
  const title = (spec.display?.name ?? metadata?.name ?? '').slice(0, 200) || 'Imported dashboard';
  const last = spec.duration === undefined ? undefined : lengthOf(spec.duration);
  if (spec.duration !== undefined && last === undefined) say(`The time range “${spec.duration}” is not one that is known here.`);
  return ok({
    format: /Logfire/.test(JSON.stringify(spec.panels)) ? 'logfire' : 'perses',
    report,
    dashboard: {
      version: DASHBOARD_VERSION,
      slug: slugOf(title),
      title,
      description: (spec.display?.description ?? '').slice(0, 2_000),
      prebuilt: false,
      folder: '',
      tags: [],
      ...(last === undefined ? {} : { last }),
      variables: [...variables.list, ...metrics.made()],
      sections,
    },
  });
}

const UNITS: Readonly<Record<string, Millis>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: millis(7 * DAY) };

/** `1h30m` → its length; undefined for anything else. */
function lengthOf(duration: string): Millis | undefined {
  if (!/^(?:\d+[smhdw])+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/(\d+)([smhdw])/g)].map(([, amount = '0', unit = 's']) => Number(amount) * (UNITS[unit] ?? 0));
  const length = parts.reduce((sum, part) => sum + part, 0);
  return length > 0 ? millis(length) : undefined;
}

/** Perses has 24 columns and rows of 40 px with the gap; Hearth 12 columns and rows of 32 px. */
const COLUMNS_EACH = 2;
const ROWS_EACH = 40 / 32;

/** Both edges are rounded, so that neighbours stay neighbours and never overlap. */
function placeOf({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Panel['at'] {
  const edges = (from: number, size: number, each: number) => [Math.round(from * each), Math.round((from + size) * each)] as const;
  const [left, right] = edges(x, width, 1 / COLUMNS_EACH);
  const [top, bottom] = edges(y, height, ROWS_EACH);
  const at = Math.min(left, 11);
  return { x: at, y: top, w: Math.max(1, Math.min(right, 12) - at), h: Math.max(1, bottom - top) };
}

function importLayouts(
  layouts: readonly z.infer<typeof Layout>[],
  contents: ReadonlyMap<string, PanelContent>,
  say: (sentence: string) => void,
): Section[] {
  const ids = new Set<string>();
  const shown = new Set<string>();
  const panelOf = (key: string, content: PanelContent, at: Panel['at']): Panel => {
    const id = freeId(slugOf(key), ids);
    shown.add(key);
    return { id, ...content, at, empty: '' };
  };
  const sections = layouts.map(({ spec: { display, items } }): Section => ({
    title: display?.title ?? '',
    folded: display?.collapse ? !display.collapse.open : false,
    panels: items.flatMap((item) => {
      const key = item.content.$ref.replace('#/spec/panels/', '');
      const content = contents.get(key);
      if (!content) say(`The layout names a panel “${key}” that the document does not have.`);
      return content ? [panelOf(key, content, placeOf(item))] : [];
    }),
  }));
  const rest = [...contents].filter(([key]) => !shown.has(key));
  if (rest.length > 0) {
    say(`${rest.length === 1 ? 'One panel stands' : `${rest.length} panels stand`} in no layout; below the others.`);
    const panels = rest.map(([key, content], index) =>
      panelOf(key, content, { x: (index % 2) * 6, y: Math.floor(index / 2) * 7, w: 6, h: 7 }),
    );
    sections.push({ title: sections.length === 0 ? '' : 'In no layout', folded: false, panels });
  }
  if (sections.length <= MOST_SECTIONS) return sections;
  say(`It has ${sections.length} groups of panels; only the first ${MOST_SECTIONS} are kept.`);
  return sections.slice(0, MOST_SECTIONS);
}

/** A panel that stands in two places is two panels. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  taken.add(id);
  return id;
}
