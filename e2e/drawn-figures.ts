/** What a dashboard's panels draw, read from the page, and held against figures that were worked out by hand. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { parse } from '@/e2e/csv';
import { findDashboard } from '@/lib/dashboards/catalog';
import type { Panel } from '@/lib/model/dashboard';

/** A cell: words, a figure, or nothing. */
type Cell = string | number | null;
/** The headings as they begin, then the rows that are not all gaps. */
export type Figures = readonly (readonly Cell[])[];

/** Roll-ups keep percentiles to within 2 % (and the page writes figures in full into the file). */
const TOLERANCE = 0.02;

/** The panel with this id. */
export function panelOf(page: Page, id: string): Locator {
  return page.locator(`[id="${id}"]`);
}

/** What the panel draws, as its file of comma-separated values has it: headings first; rows of nothing but gaps are left out. */
async function drawnFigures(page: Page, id: string): Promise<string[][]> {
  const panel = panelOf(page, id);
  await expect(panel).toHaveAttribute('aria-busy', 'false');
  await panel.hover();
  await panel.getByRole('button', { name: /^More on/ }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
  const [headings = [], ...rows] = parse(await readFile(await download.path(), 'utf8'));
  return [headings, ...rows.filter((row) => row.length === 1 || row.slice(1).some((cell) => cell !== ''))];
}

function fits(drawn: string | undefined, expected: Cell): boolean {
  if (expected === null) return drawn === '';
  if (typeof expected === 'string') return drawn === expected;
  const figure = Number(drawn);
  return drawn !== '' && Math.abs(figure - expected) <= Math.abs(expected) * TOLERANCE + 1e-9;
}

/** Throws a readable difference unless the panel draws `expected`. */
async function expectFigures(page: Page, id: string, expected: Figures): Promise<void> {
  const drawn = await drawnFigures(page, id);
  const [headings = [], ...rows] = expected;
  const same =
    drawn.length === expected.length &&
    headings.every((name, index) => drawn[0]?.[index]?.startsWith(String(name))) &&
    rows.every((row, at) => row.length === drawn[at + 1]?.length && row.every((cell, index) => fits(drawn[at + 1]?.[index], cell)));
  // the comparison above allows for percentiles; this one only writes down what differs
  if (!same) expect.soft(drawn, id).toEqual(expected.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
}

/** What a panel must draw: its figures, or, for one that has no file of figures, a look at it. Nothing: what would fill it. */
export type Expected = Figures | ((panel: Locator) => Promise<unknown>);

async function expectDrawn(page: Page, panel: Panel, expected: Expected): Promise<void> {
  await panelOf(page, panel.id).scrollIntoViewIfNeeded();
  if (typeof expected === 'function') await expected(panelOf(page, panel.id));
  else if (expected.length === 0) await expect(panelOf(page, panel.id)).toContainText(panel.empty);
  else await expectFigures(page, panel.id, expected);
}

/** The whole window [start, start + an hour) of a dashboard. */
export function hourOf(app: string, slug: string, start: number, more = ''): string {
  return `${app}/dashboards/${slug}?from=${start}&to=${start + 3_600_000}${more}`;
}

/** A whole hour that is over: every step in it is. `hours` before this one. */
export function pastHour(hours: number): number {
  return (Math.floor(Date.now() / 3_600_000) - hours) * 3_600_000;
}

/** Tests each panel of the dashboard `slug` by itself; none may be left out, and none is known that isn't there. */
export function testPanels(slug: string, expected: Readonly<Record<string, Expected>>, open: (page: Page) => Promise<unknown>): void {
  const panels = findDashboard(slug)?.sections.flatMap((section) => section.panels) ?? [];
  test('every panel is tested', () => {
    expect(Object.keys(expected).toSorted()).toEqual(panels.map(({ id }) => id).toSorted());
  });
  test(`${panels.length} panels draw what was sent`, async ({ page }) => {
    test.setTimeout(240_000);
    await open(page);
    for (const panel of panels) {
      await test.step(panel.title, () => expectDrawn(page, panel, expected[panel.id] ?? []));
    }
  });
}
