import { describe, expect, it } from 'vitest';
import { EMPTY_PANEL } from '@/lib/dashboards/edit-ask';
import { addPanel, duplicatePanel, findPanel, freePanelId, removePanel, replacePanel, transferPanel } from '@/lib/dashboards/edit-panels';
import { addSection, foldSection, moveSection, removeSection, renameSection } from '@/lib/dashboards/edit-sections';
import type { Dashboard, Panel } from '@/lib/model/dashboard';

const panel = (id: string, x: number, y: number, w = 6, h = 2): Panel => ({
  ...EMPTY_PANEL,
  id,
  title: id.toUpperCase(),
  at: { x, y, w, h },
});
const BOARD: Dashboard = {
  version: 2,
  slug: 'board',
  title: 'Board',
  description: '',
  prebuilt: false,
  folder: '',
  tags: [],
  variables: [],
  sections: [
    { title: 'One', folded: false, panels: [panel('a', 0, 0), panel('b', 0, 2)] },
    { title: 'Two', folded: true, panels: [panel('c', 0, 0)] },
  ],
};

/** `One: a 0,0 · b 0,2 | Two: c 0,0` */
const picture = ({ sections }: Dashboard) =>
  sections.map(({ title, panels }) => `${title}: ${panels.map(({ id, at }) => `${id} ${at.x},${at.y}`).join(' · ')}`).join(' | ');

describe('panels of a dashboard', () => {
  it.each([
    ['added at the first place that fits', addPanel(BOARD, 0, panel('', 0, 0)).dashboard, 'One: a 0,0 · b 0,2 · panel 6,0 | Two: c 0,0'],
    ['added with an id that is free', addPanel(BOARD, 1, panel('a', 0, 0)).dashboard, 'One: a 0,0 · b 0,2 | Two: c 0,0 · a-2 6,0'],
    ['removed, those below fall up', removePanel(BOARD, 'a'), 'One: b 0,0 | Two: c 0,0'],
    ['removed though it is not there', removePanel(BOARD, 'x'), picture(BOARD)],
    ['duplicated', duplicatePanel(BOARD, 'c').dashboard, 'One: a 0,0 · b 0,2 | Two: c 0,0 · c-2 6,0'],
    ['moved to another section', transferPanel(BOARD, 'a', 1), 'One: b 0,0 | Two: c 0,0 · a 6,0'],
    ['moved to where it is', transferPanel(BOARD, 'a', 0), picture(BOARD)],
  ])('%s', (_name, dashboard, expected) => expect(picture(dashboard)).toBe(expected));

  it('replaces one and leaves the others the objects that they were', () => {
    const next = replacePanel(BOARD, { ...panel('b', 0, 2), title: 'Other' });
    expect(findPanel(next, 'b')?.panel.title).toBe('Other');
    expect(findPanel(next, 'a')?.panel).toBe(findPanel(BOARD, 'a')?.panel);
  });

  it('gives a dashboard without sections its first', () => {
    expect(picture(addPanel({ ...BOARD, sections: [] }, 0, panel('', 0, 0)).dashboard)).toBe(': panel 0,0');
  });

  it.each([
    ['Error rate (5xx)', 'error-rate-5xx'],
    ['A', 'a-2'],
    ['µ', 'panel'],
  ])('makes an id of %s', (title, expected) => expect(freePanelId(BOARD, title)).toBe(expected));
});

describe('sections of a dashboard', () => {
  it.each([
    ['added', addSection(BOARD, 'Three'), 'One: a 0,0 · b 0,2 | Two: c 0,0 | Three: '],
    ['renamed', renameSection(BOARD, 1, 'Zwei'), 'One: a 0,0 · b 0,2 | Zwei: c 0,0'],
    ['moved up', moveSection(BOARD, 1, -1), 'Two: c 0,0 | One: a 0,0 · b 0,2'],
    ['moved up though it is first', moveSection(BOARD, 0, -1), picture(BOARD)],
    ['removed with its panels', removeSection(BOARD, 0), 'Two: c 0,0'],
  ])('%s', (_name, dashboard, expected) => expect(picture(dashboard)).toBe(expected));

  it('opens or closes', () => {
    expect(foldSection(BOARD, 1, false).sections.map(({ folded }) => folded)).toEqual([false, false]);
  });
});
