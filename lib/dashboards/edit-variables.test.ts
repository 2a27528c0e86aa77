import { describe, expect, it } from 'vitest';
import { EMPTY_PANEL } from '@/lib/dashboards/edit-ask';
import { addVariable, moveVariable, removeVariable, replaceVariable, usesOf, variableNameFault } from '@/lib/dashboards/edit-variables';
import { Dashboard, type Variable } from '@/lib/model/dashboard';
import { record } from '@/lib/model/record-field';

const service: Variable = { kind: 'field', name: 'service', title: 'service', source: { signal: 'spans' }, field: record('service') };
const lag: Variable = { kind: 'metric', name: 'lag', title: 'lag', metrics: ['kafka.lag'] };
const BOARD: Dashboard = {
  version: 2,
  slug: 'board',
  title: 'Board',
  description: '',
  prebuilt: false,
  folder: '',
  tags: [],
  variables: [service, lag],
  sections: [
    {
      title: '',
      folded: false,
      panels: [
        {
          ...EMPTY_PANEL,
          id: 'a',
          title: 'Requests of $service and $services',
          ask: {
            kind: 'spec',
            spec: {
              kind: 'series',
              source: { signal: 'metrics', metric: { variable: 'lag' } },
              where: { op: 'in', field: record('service'), values: [{ variable: 'service' }] },
              measures: [{ fn: 'ratio', where: { op: 'eq', field: record('service'), value: { variable: 'service' } } }],
              by: [],
              limit: 1,
            },
          },
        },
      ],
    },
  ],
};

describe('variables of a dashboard', () => {
  it('writes a new name into every panel that uses it', () => {
    const next = replaceVariable(BOARD, 'service', { ...service, name: 'app' });
    const panel = next.sections[0]?.panels[0];
    expect(panel?.title).toBe('Requests of $app and $services');
    expect(panel?.ask).toMatchObject({
      spec: {
        source: { metric: { variable: 'lag' } },
        where: { values: [{ variable: 'app' }] },
        measures: [{ where: { value: { variable: 'app' } } }],
      },
    });
    expect([usesOf(next, 'app'), usesOf(next, 'service'), usesOf(next, 'lag')]).toEqual([1, 0, 1]);
  });

  it('leaves the panels alone when only the title changes', () => {
    const next = replaceVariable(BOARD, 'service', { ...service, title: 'App' });
    expect(next.sections).toBe(BOARD.sections);
    expect(next.variables[0]?.title).toBe('App');
  });

  it.each([
    ['added', addVariable(BOARD, { ...lag, name: 'depth' }), ['service', 'lag', 'depth']],
    ['removed', removeVariable(BOARD, 'service'), ['lag']],
    ['moved', moveVariable(BOARD, 'lag', -1), ['lag', 'service']],
    ['moved no further', moveVariable(BOARD, 'lag', 1), ['service', 'lag']],
  ])('%s', (_name, dashboard, expected) => expect(dashboard.variables.map(({ name }) => name)).toEqual(expected));

  it.each([
    ['', 'Give it a name: panels refer to it by that.'],
    ['Service', 'A name begins with a small letter, and has only letters and digits.'],
    ['constructor', 'constructor is a word of its own: choose another name.'],
    ['my-service', 'A name begins with a small letter, and has only letters and digits.'],
    ['lag', 'There is a variable lag already.'],
    ['lag2', undefined],
  ])('judges the name "%s"', (name, expected) => expect(variableNameFault(name, ['lag'])).toBe(expected));

  it.each(['constructor', 'toString', 'valueOf'])(
    'no document has a variable %s: what every object has would stand for a choice',
    (name) => {
      expect(Dashboard.safeParse({ ...BOARD, variables: [{ ...lag, name }] }).success).toBe(false);
      expect(Dashboard.safeParse({ ...BOARD, variables: [{ ...lag, name: `${name}2` }] }).success).toBe(true);
    },
  );
});
