/** A back-test judged anew where only the condition has changed: at once, in the browser. */
import { Firings } from '@/lib/alerts/firings';
import { step, type GroupValue } from '@/lib/alerts/step';
import { millis, type Millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import type { SavedRule } from '@/lib/model/alert-store';
import type { RuleState } from '@/lib/model/alert-state';
import { labelsOf } from '@/components/alerts/editor/drawn';

/**
 * `test` with the firings that its values make under `rule`. They are what is drawn: of a long range one point stands for several
 * windows, and only the groups that are drawn are there, so the answer of the server, which judges every window, may differ a little.
 */
export function rejudged(rule: AlertRule, test: BackTest): BackTest {
  const saved: SavedRule = {
    rule: { ...rule, tell: [], paused: false },
    revision: 1,
    owner: '',
    savedAt: millis(0),
    savedBy: '',
    note: '',
  };
  const windows = new Map<Millis, GroupValue[]>();
  for (const { labels: values, points } of test.series) {
    const labels = labelsOf(test.names, values, rule);
    for (const [at, value] of points) {
      const window = windows.get(at);
      if (window) window.push({ labels, value });
      else windows.set(at, [{ labels, value }]);
    }
  }
  const firings = new Firings();
  let state: RuleState | undefined;
  for (const [at, values] of [...windows].toSorted(([one], [other]) => one - other)) {
    ({ state } = step(saved, state, values, at, { executed: '', took: 0, at }));
    firings.add(state.instances, at);
  }
  return { ...test, firings: firings.list() };
}
