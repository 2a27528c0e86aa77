/** Rules with their states, as the overview and scripts read them. */
import { dueAt } from '@/lib/alerts/due';
import { flappingSince, isFlapping, ruleCondition } from '@/lib/alerts/rule-condition';
import { firingGroups, isFiring, sinceOf, worstNow } from '@/lib/alerts/rule-facts';
import type { KnownRule } from '@/lib/alerts/runner';
import { ruleSearch } from '@/lib/alerts/rule-search';
import { silencedBy } from '@/lib/alerts/silenced';
import { millis, nowMillis, type Millis } from '@/lib/base/time';
import type { AlertListing, AlertSummary, ListAsk, RuleCondition } from '@/lib/model/alert-api';
import type { Silence } from '@/lib/model/alert-silence';
import type { Change, RuleState } from '@/lib/model/alert-state';
import type { AlertStateStore, AlertStores, SavedRule } from '@/lib/model/alert-store';
import { newerRule, requireRule } from '@/lib/server/alerts';
import { judgedRules, knownRules } from '@/lib/server/known-rules';

type Stores = Pick<AlertStores, 'rules' | 'states' | 'silences'>;

/** Changes of all rules that are read to see which flap: more than there can be in twenty windows unless everything flaps. */
const MOST_CHANGES = 20_000;

/** Every rule, by title, with as much of its groups as `ask` says. */
export async function listAlerts(stores: Stores, { groups }: ListAsk): Promise<(AlertSummary | AlertListing)[]> {
  const now = nowMillis();
  const [known, silences] = await Promise.all([knownRules(stores), stores.silences.list(now)]);
  const flapping = await flappingOf(stores.states, known);
  return known.map(({ saved, state }) => {
    const whole = listing(saved, state, flapping.has(saved.rule.id), silences, now);
    return groups === 'all' ? whole : groups === 'firing' ? withFiring(whole) : summary(whole);
  });
}

/** Ids of the rules in which, or in whose groups, all of these words occur. */
export async function searchAlerts(stores: Pick<Stores, 'rules' | 'states'>, words: string): Promise<string[]> {
  const fits = ruleSearch(words);
  const judged = await judgedRules(stores);
  return judged.filter(({ rule, state }) => fits(rule, state)).map(({ rule }) => rule.id);
}

function withFiring(whole: AlertListing): AlertListing {
  return whole.state ? { ...whole, state: { ...whole.state, instances: whole.state.instances.filter(isFiring) } } : whole;
}

function summary(whole: AlertListing): AlertSummary {
  if (!whole.state) return whole;
  const { instances: _, executed: __, ...state } = whole.state;
  return { ...whole, state };
}

/** How many rules are in each state; one that no rule is in is left out. For what every page asks again and again. */
export async function countConditions(stores: Stores): Promise<Partial<Record<RuleCondition, number>>> {
  const now = nowMillis();
  const [judged, silences] = await Promise.all([judgedRules(stores), stores.silences.list(now)]);
  const counts: Partial<Record<RuleCondition, number>> = {};
  for (const { rule, state } of judged) {
    const condition = ruleCondition(rule, state, silences, now);
    counts[condition] = (counts[condition] ?? 0) + 1;
  }
  return counts;
}

/** One rule. Throws RouteError where there is none. */
export async function openAlert(stores: Stores, id: string): Promise<AlertListing> {
  const now = nowMillis();
  const [saved, state, silences] = await Promise.all([requireRule(stores.rules, id), stores.states.state(id), stores.silences.list(now)]);
  const [flapping, newer] = await Promise.all([flappingOf(stores.states, [{ saved, state }], id), newerRule(stores.rules, saved)]);
  return { ...listing(saved, state, flapping.has(id), silences, now), ...(newer ? { newer } : {}) };
}

function listing(
  saved: SavedRule,
  state: RuleState | undefined,
  flapping: boolean,
  silences: readonly Silence[],
  now: Millis,
): AlertListing {
  // the rule itself, too: that nothing fires now does not make its silence go unsaid
  const holding = [{}, ...(state?.instances ?? []).map(({ labels }) => labels)].flatMap(
    (labels) => silencedBy(saved.rule, labels, silences, now) ?? [],
  );
  const condition = ruleCondition(saved.rule, state, silences, now);
  const [groups, worst, since] = [firingGroups(state), worstNow(saved.rule, state), sinceOf(condition, state)];
  return {
    ...saved,
    ...(state ? { state } : {}),
    condition,
    ...(groups ? { groups } : {}),
    ...(worst ? { worst } : {}),
    ...(since === undefined ? {} : { since }),
    flapping,
    silences: [...new Map(holding.map((silence) => [silence.id, silence])).values()],
    nextAt: dueAt(saved.rule, state, now),
  };
}

/** The rules of which a group comes and goes. */
async function flappingOf(store: AlertStateStore, known: readonly KnownRule[], ruleId?: string): Promise<Set<string>> {
  const judged = known.flatMap(({ saved: { rule }, state }) => (state ? [{ rule, evaluatedTo: state.evaluatedTo }] : []));
  if (judged.length === 0) return new Set();
  const from = millis(Math.min(...judged.map(({ rule, evaluatedTo }) => flappingSince(rule, evaluatedTo))));
  const changes = await store.changes({ ...(ruleId === undefined ? {} : { ruleId }), from, limit: MOST_CHANGES });
  const byRule = new Map<string, Change[]>();
  for (const change of changes) {
    const own = byRule.get(change.ruleId);
    if (own) own.push(change);
    else byRule.set(change.ruleId, [change]);
  }
  const flaps = judged.filter(({ rule, evaluatedTo }) => isFlapping(rule, byRule.get(rule.id) ?? [], evaluatedTo));
  return new Set(flaps.map(({ rule }) => rule.id));
}
