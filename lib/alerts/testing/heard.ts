/** Rules judged over a few windows, with what their channels hear: for tests. */
import { failed, step, type GroupValue, type IsHeld, type Stepped } from '@/lib/alerts/step';
import { dice, randomJudging } from '@/lib/alerts/testing/random-rules';
import { heardBy } from '@/lib/alerts/told';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertLabels, Instance, RuleState } from '@/lib/model/alert-state';

/** 2027-01-15 08:00 UTC: a whole minute and hour. */
export const START = 1_800_000_000_000;
/** Warns above 2, is critical above 5, and tells `slack` of everything and `pager` of what is critical. */
export const RULE: AlertRule = {
  ...randomJudging(dice(1), MINUTE),
  condition: { is: 'above', warn: { at: 2, for: millis(0) }, critical: { at: 5, for: millis(0) } },
  over: millis(5 * MINUTE),
  keepFiring: millis(0),
  noData: 'keep',
  repeat: millis(10 * MINUTE),
  mostGroups: 100,
  tell: [
    { channel: 'slack', of: ['warn', 'critical', 'noData', 'error'] },
    { channel: 'pager', of: ['critical'] },
  ],
};

/** Values by group: `{ api: 3 }`. */
export type Values = Readonly<Record<string, number | null>>;
/** `error`: the question fails. */
export type Window = Values | 'error';

export const groupsOf = (values: Values): GroupValue[] =>
  Object.entries(values).map(([service, value]) => ({ labels: { service }, value }));
/** `api critical`, `all noData`. */
export const nameOf = (group: Instance) => {
  const state = group.state === 'firing' ? group.severity : group.state;
  return `${group.labels['service'] ?? 'all'} ${state}`;
};

export interface Heard {
  /** Of each window: what each channel hears, such as `slack firing [api critical] over []`. */
  readonly said: string[][];
  readonly last: Stepped;
  readonly all: Stepped[];
}

/** What `step` and `failed` make of `windows`, a minute each, and who hears of it. */
export function heard(
  windows: readonly Window[],
  rule: Partial<AlertRule> = {},
  held?: (minute: number, labels: AlertLabels) => boolean,
  was?: RuleState,
): Heard {
  const whole = { ...RULE, ...rule };
  const saved = { rule: whole, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
  let state = was;
  const all: Stepped[] = [];
  const said = windows.map((window, minute) => {
    const at = millis(START + minute * MINUTE);
    const ran = { executed: 'SELECT 1', took: 3, at: millis(at + 500) };
    const isHeld: IsHeld = (labels) => held?.(minute, labels) ?? false;
    const next =
      window === 'error' ? failed(saved, state, 'No such table.', at, ran, isHeld) : step(saved, state, groupsOf(window), at, ran, isHeld);
    state = next.state;
    all.push(next);
    return ['slack', 'pager'].flatMap((channel) => {
      const what = next.told && heardBy(whole, next.told, channel);
      if (!what) return [];
      const error = what.error ? ' error' : what.mended ? ' mended' : '';
      const over = what.resolved.length > 0 ? ` over [${what.resolved.map((group) => group.labels['service'] ?? 'all').join(', ')}]` : '';
      return [`${channel} ${what.kind} [${what.firing.map(nameOf).join(', ')}]${over}${error}`];
    });
  });
  const last = all.at(-1);
  if (!last) throw new Error('no window');
  return { said, last, all };
}
