import { describe, expect, it } from 'vitest';
import { PREBUILT_RULES } from '@/lib/alerts/prebuilt';
import { parseRules, printRules } from '@/lib/alerts/rule-file';
import { dice, randomRule } from '@/lib/alerts/testing/random-rules';
import { AlertRule } from '@/lib/model/alert';

const CHANNELS = new Map([
  ['one', 'Slack #ops'],
  ['two', 'PagerDuty: on call'],
]);

const FILE = `version: 1
rules:
  - id: checkout-errors
    title: Checkout fails
    ask:
      of: spans
      where: entry and service.name = checkout
      measure: { fn: ratio, where: error }
      by: [ http.route ]
    unit: ratio
    every: 1m
    over: 5m
    when:
      above: { warn: 2 % for 5m, critical: 5 % for 2m, recover: 1.5 % }
    keepFiring: 5m
    tell:
      - channel: "Slack #ops"
        of: [ warn, critical ]
    message: "{{http.route}} fails {{value}}"
`;

const RULE: AlertRule = AlertRule.parse({
  version: 1,
  id: 'checkout-errors',
  title: 'Checkout fails',
  ask: {
    kind: 'spec',
    spec: {
      kind: 'series',
      source: { signal: 'spans' },
      where: {
        op: 'and',
        of: [
          { op: 'eq', field: { in: 'record', name: 'entry' }, value: true },
          { op: 'eq', field: { in: 'record', name: 'service' }, value: 'checkout' },
        ],
      },
      measures: [{ fn: 'ratio', where: { op: 'eq', field: { in: 'record', name: 'error' }, value: true } }],
      by: [{ in: 'record', name: 'httpRoute' }],
      limit: 1_000,
    },
  },
  unit: 'ratio',
  every: 60_000,
  over: 300_000,
  condition: { is: 'above', warn: { at: 0.02, for: 300_000 }, critical: { at: 0.05, for: 120_000 }, recover: 0.015 },
  keepFiring: 300_000,
  tell: [{ channel: 'one', of: ['warn', 'critical'] }],
  message: '{{http.route}} fails {{value}}',
});

describe('a file of rules', () => {
  it('is written as people would write it', () => expect(printRules([RULE], CHANNELS)).toBe(FILE));
  it('is read', () => expect(parseRules(FILE, CHANNELS)).toEqual({ ok: true, value: [RULE] }));

  it('holds the prebuilt rules, and gives them back as they are', () => {
    expect(parseRules(printRules(PREBUILT_RULES, CHANNELS), CHANNELS)).toEqual({ ok: true, value: PREBUILT_RULES });
  });

  it('gives any rule back as it is', () => {
    const roll = dice(20_261_121);
    for (let round = 0; round < 20; round++) {
      const rules = Array.from({ length: 10 }, (_, index) => AlertRule.parse(randomRule(roll, `rule-${index}`)));
      const text = printRules(rules, CHANNELS);
      const back = parseRules(text, CHANNELS);
      if (!back.ok) throw new Error(`${back.error.join('\n')}\n${text}`);
      expect(back.value).toEqual(rules);
      expect(printRules(back.value, CHANNELS)).toBe(text);
    }
  });
});

const changed = (from: string, to: string) => {
  expect(FILE).toContain(from);
  return FILE.replace(from, to);
};

describe('a file with a mistake says where, and what', () => {
  it.each<[string, string, string]>([
    [
      'a setting that there is none of',
      changed('keepFiring: 5m', 'keepfiring: 5m'),
      'Line 15, rules[1].keepfiring: There is no setting of this name here.',
    ],
    [
      'one within the question',
      changed('by: [', 'per: ['),
      'Line 9, rules[1].ask.per: There is no setting of this name here. There are: of, where, measure, by, limit.',
    ],
    [
      'an amount',
      changed('critical: 5 %', 'critical: 5 sec'),
      'Line 14, rules[1].when.above.critical: “5 sec” is no amount here: write it like 5 %.',
    ],
    [
      'how long',
      changed('5 % for 2m', '5 % for two'),
      'Line 14, rules[1].when.above.critical: A bound is expected here, and how long it must be passed: 5 % for 2m.',
    ],
    ['a length', changed('over: 5m', 'over: 5'), 'Line 12, rules[1].over: “5” is no length of time: write it like 90s, 5m, 4h or 7d.'],
    [
      'a window that does not fit',
      changed('over: 5m', 'over: 90s'),
      'Line 12, rules[1].over: over must be a whole number of times every, or less.',
    ],
    ['a length that is too short', changed('every: 1m', 'every: 1s'), 'Line 11, rules[1].every: '],
    ['a filter', changed('entry and service.name = checkout', 'entry and ('), 'Line 7, rules[1].ask.where: '],
    ['a figure that does not exist', changed('fn: ratio', 'fn: share'), 'Line 8, rules[1].ask.measure.where: share takes no where.'],
    ['a channel', changed('Slack #ops', 'Slack #dev'), 'Line 17, rules[1].tell[1].channel: There is no channel “Slack #dev”.'],
    ['what is missing', changed('    title: Checkout fails\n', ''), 'Line 3, rules[1]: title is missing.'],
    [
      'no condition',
      changed('above: {', 'over: {'),
      'Line 14, rules[1].when.over: There is no setting of this name here. There are: above, below, outside, change.',
    ],
    [
      'an id that stands twice',
      FILE + FILE.slice(FILE.indexOf('  - id')),
      'Line 20, rules[2].id: Another rule of this file has the id checkout-errors.',
    ],
    ['another version', changed('version: 1', 'version: 2'), 'Line 1, version: This Hearth reads version 1.'],
    ['no version', changed('version: 1\n', ''), 'Line 1: version is missing.'],
    ['text that is no YAML', 'rules: [', 'Line 1: '],
    ['a key that stands twice', changed('    unit: ratio', '    unit: ratio\n    unit: count'), 'Line 11: Map keys must be unique'],
    ['parts by reference', 'version: 1\nrules: &a []\nmore: *a', 'Write out what stands twice'],
  ])('%s', (_name, text, expected) => {
    const read = parseRules(text, CHANNELS);
    expect(read.ok ? [] : read.error).toHaveLength(1);
    expect(read.ok ? '' : read.error[0]).toContain(expected);
  });

  it('of every rule, and takes none of them', () => {
    const two =
      FILE.replace('unit: ratio', 'unit: shares') + FILE.slice(FILE.indexOf('  - id')).replace('title: Checkout fails', 'title: ""');
    const read = parseRules(two, CHANNELS);
    expect(read.ok ? [] : read.error.map((line) => line.slice(0, 24))).toEqual(['Line 10, rules[1].unit: ', 'Line 21, rules[2].title:']);
  });
});

it('says from how many records on it judges, where a rule says so', () => {
  const text = printRules([{ ...RULE, least: 20 }], CHANNELS);
  expect(text).toContain('\n    least: 20\n');
  expect(parseRules(text, CHANNELS)).toEqual({ ok: true, value: [{ ...RULE, least: 20 }] });
  const wrong = parseRules(text.replace('least: 20', 'least: 1'), CHANNELS);
  expect(wrong.ok ? [] : wrong.error).toHaveLength(1);
});
