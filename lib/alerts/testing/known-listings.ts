/** Rules as the overview gets them, for tests. */
import { millis } from '@/lib/base/time';
import { AlertRule } from '@/lib/model/alert';
import type { AlertListing } from '@/lib/model/alert-api';
import type { Instance, RuleState } from '@/lib/model/alert-state';

/** A group by its service. */
export function groupOf(service: string, state: Instance['state'], over: Partial<Instance> = {}): Instance {
  return { labels: { 'service.name': service }, state, since: millis(0), value: 1, seenAt: millis(0), beyond: {}, ...over };
}

/** A rule that was evaluated and is ok, unless `over` says otherwise; `rule` changes the rule itself, as it is saved. */
export function listingOf(
  id: string,
  state: Partial<RuleState> = {},
  over: Partial<AlertListing> = {},
  rule: Readonly<Record<string, unknown>> = {},
): AlertListing {
  return {
    rule: AlertRule.parse({
      version: 1,
      id,
      title: id,
      ask: { kind: 'sql', text: 'SELECT 1' },
      unit: 'count',
      every: 60_000,
      over: 60_000,
      condition: { is: 'above', warn: { at: 2, for: 0 }, critical: { at: 5, for: 0 } },
      ...rule,
    }),
    revision: 1,
    owner: '',
    savedAt: millis(0),
    savedBy: '',
    note: '',
    condition: 'ok',
    flapping: false,
    silences: [],
    nextAt: millis(0),
    state: {
      ruleId: id,
      revision: 1,
      evaluatedTo: millis(0),
      instances: [],
      moreGroups: 0,
      took: 0,
      executed: '',
      ranAt: millis(0),
      ...state,
    },
    ...over,
  };
}
