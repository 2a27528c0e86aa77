import { describe, expect, it } from 'vitest';
import { bind } from '@/lib/query/bind';
import { millis } from '@/lib/base/time';
import { forTenant, mentions, resolveChoices, tenantVariable, waitsForMetrics } from '@/lib/dashboards/choices';
import { EMPTY_PANEL } from '@/lib/dashboards/edit-ask';
import type { Choices, Dashboard, Panel, Variable } from '@/lib/model/dashboard';
import { record } from '@/lib/model/record-field';

const service: Variable = { kind: 'field', name: 'service', title: 'service', source: { signal: 'spans' }, field: record('service') };
const tenant: Variable = { ...service, name: 'who', field: record('tenant') };
const lag: Variable = { kind: 'metric', name: 'lag', title: 'lag', metrics: ['kafka.lag', 'queue.lag'] };
const one: Variable = { kind: 'metric', name: 'one', title: 'one', metrics: ['only.one'] };

describe('resolveChoices', () => {
  const cases: [string, Variable, Choices, Choices, string[] | undefined, Choices][] = [
    ['nothing chosen: all', service, {}, {}, [], { service: [] }],
    ['the address before the workspace', service, { service: ['api'] }, { service: ['web'] }, [], { service: ['api'] }],
    ['the workspace where the address is silent', service, { service: [] }, { service: ['web'] }, [], { service: ['web'] }],
    ['a chosen metric, whether it arrived or not', lag, { lag: ['mine'] }, { lag: ['theirs'] }, ['queue.lag'], { lag: ['mine'] }],
    ['a saved metric', lag, {}, { lag: ['theirs'] }, ['queue.lag'], { lag: ['theirs'] }],
    ['the first candidate that arrived', lag, {}, {}, ['queue.lag', 'else'], { lag: ['queue.lag'] }],
    ['the first of two that arrived', lag, {}, {}, ['queue.lag', 'kafka.lag'], { lag: ['kafka.lag'] }],
    ['the first candidate where none arrived', lag, {}, {}, [], { lag: ['kafka.lag'] }],
    ['nothing while nobody knows', lag, {}, {}, undefined, { lag: [] }],
    ['the only candidate at once', one, {}, {}, undefined, { one: ['only.one'] }],
    ['one metric of several in the address', lag, { lag: ['a', 'b'] }, {}, [], { lag: ['a'] }],
  ];
  it.each(cases)('%s', (_name, variable, chosen, saved, arrived, expected) => {
    expect(resolveChoices([variable], chosen, saved, arrived && new Set(arrived))).toEqual(expected);
  });
});

const metricPanel: Panel = {
  ...EMPTY_PANEL,
  id: 'lag',
  ask: {
    kind: 'spec',
    spec: {
      kind: 'series',
      source: { signal: 'metrics', metric: { variable: 'lag' } },
      measures: [{ fn: 'avg', of: record('value') }],
      by: [],
      limit: 1,
    },
  },
};

describe('waitsForMetrics', () => {
  it.each([
    ['waits for the name of its metric', metricPanel, { lag: [] }, true],
    ['has it', metricPanel, { lag: ['kafka.lag'] }, false],
    ['reads no metric', EMPTY_PANEL, { lag: [] }, false],
  ])('%s', (_name, panel, choices, expected) => expect(waitsForMetrics(panel, [lag], choices)).toBe(expected));

  it('finds a variable anywhere', () => {
    expect(mentions({ of: [{ values: [{ variable: 'a' }] }] }, 'a')).toBe(true);
    expect(mentions({ of: [{ values: ['variable', 'a'] }] }, 'a')).toBe(false);
  });
});

describe('one tenant', () => {
  const board = (variables: Variable[], panels: Panel[]): Dashboard => ({
    version: 2,
    slug: 'board',
    title: 'Board',
    description: '',
    prebuilt: false,
    folder: '',
    tags: [],
    variables,
    sections: [{ title: '', folded: false, panels }],
  });

  it('is left to the variable that chooses tenants', () => {
    const own = board([service, tenant], [EMPTY_PANEL]);
    expect(tenantVariable(own.variables)?.name).toBe('who');
    expect(forTenant(own, 'acme')).toBe(own);
  });

  it('narrows every question where no variable does', () => {
    const narrowed = forTenant(board([service], [metricPanel]), 'acme').sections[0]?.panels[0];
    const spec = narrowed?.ask.kind === 'spec' ? narrowed.ask.spec : undefined;
    const frame = { range: { from: millis(0), to: millis(60_000) }, step: millis(1_000) };
    expect(spec && bind(spec, { lag: ['kafka.lag'] }, frame).spec).toMatchObject({
      source: { signal: 'metrics', metric: 'kafka.lag' },
      where: { op: 'eq', field: record('tenant'), value: 'acme' },
    });
  });

  it('leaves typed SQL as it is', () => {
    const native: Panel = { ...EMPTY_PANEL, ask: { kind: 'spec', spec: { kind: 'native', language: 'sql', text: 'SELECT 1', limit: 10 } } };
    expect(forTenant(board([], [native]), 'acme').sections[0]?.panels[0]).toEqual(native);
  });
});
