import { expect, it } from 'vitest';
import { dashboardChanges } from '@/lib/dashboards/changes';
import { Dashboard, type Panel, Variable } from '@/lib/model/dashboard';

const panel = (id: string, over: Partial<Panel> = {}): Panel => ({
  id,
  title: id,
  note: '',
  at: { x: 0, y: 0, w: 4, h: 3 },
  ask: { kind: 'nothing' },
  view: { kind: 'text', markdown: '' },
  empty: '',
  ...over,
});
const metric = (name: string, title = name) => Variable.parse({ kind: 'metric', name, title, metrics: ['m'] });
const dashboard = (over: Partial<Dashboard> = {}) =>
  Dashboard.parse({ version: 2, slug: 'mine', title: 'Mine', variables: [], sections: [], ...over });
const one = (...panels: Panel[]) => ({ sections: [{ title: '', folded: false, panels }] });

const cases: [string, Partial<Dashboard>, Partial<Dashboard>, string[]][] = [
  ['nothing', one(panel('a')), one(panel('a')), []],
  ['the title', {}, { title: 'Ours' }, ['Renamed from “Mine” to “Ours”.']],
  ['the description', {}, { description: 'What it is' }, ['Description: “What it is”.']],
  ['the folder', { folder: 'team' }, {}, ['Moved from the folder “team” to no folder.']],
  ['tags', { tags: ['a', 'b'] }, { tags: ['b', 'c', 'd'] }, ['Tags added: c, d.', 'Tag removed: a.']],
  ['the time range', {}, { last: 21_600_000 as NonNullable<Dashboard['last']> }, ['It opens with the last 6 h.']],
  ['a new panel', one(panel('a')), one(panel('a'), panel('b', { title: 'Errors' })), ['Panel “Errors” added.']],
  ['a panel less', one(panel('a'), panel('b')), one(panel('b')), ['Panel “a” removed.']],
  [
    'a panel that moved and grew',
    one(panel('a')),
    one(panel('a', { at: { x: 4, y: 0, w: 6, h: 3 } })),
    ['Panel “a” moved.', 'Panel “a” is 6 × 3 instead of 4 × 3.'],
  ],
  ['a panel with another name', one(panel('a')), one(panel('a', { title: 'A' })), ['Panel “a” is now called “A”.']],
  ['another view', one(panel('a')), one(panel('a', { view: { kind: 'records' } })), ['Panel “a” is drawn as records instead of text.']],
  ['another text', one(panel('a')), one(panel('a', { view: { kind: 'text', markdown: 'x' } })), ['Panel “a” is drawn differently.']],
  [
    'another question',
    one(panel('a')),
    one(panel('a', { ask: { kind: 'spec', spec: { kind: 'native', language: 'sql', text: 'SELECT 1', limit: 10 } } })),
    ['Panel “a” asks something else.'],
  ],
  [
    'variables',
    { variables: [metric('a'), metric('b'), metric('c')] },
    { variables: [metric('c'), metric('b', 'B'), metric('d')] },
    ['Variable “B” changed.', 'Variable “d” added.', 'Variable “a” removed.', 'Variables in another order.'],
  ],
  [
    'a section with another name, which takes its panels along',
    { sections: [{ title: 'Old', folded: false, panels: [panel('a')] }] },
    { sections: [{ title: 'New', folded: false, panels: [panel('a')] }] },
    ['Section “Old” is now “New”.'],
  ],
  [
    'a panel that went to another section',
    {
      sections: [
        { title: 'One', folded: false, panels: [panel('a'), panel('b')] },
        { title: 'Two', folded: false, panels: [] },
      ],
    },
    {
      sections: [
        { title: 'One', folded: false, panels: [panel('a')] },
        { title: 'Two', folded: true, panels: [panel('b')] },
      ],
    },
    ['Section “Two” opens closed.', 'Panel “b” moved to the section “Two”.'],
  ],
];

it.each(cases)('says in words: %s', (_name, before, after, expected) => {
  expect(dashboardChanges(dashboard(before), dashboard(after))).toEqual(expected);
});
