/** What silences are about, out of every group of every rule, so that no page has to read them all. */
import { heldBy, type JudgedRule } from '@/lib/alerts/held';
import { knownLabels } from '@/lib/alerts/known-labels';
import type { Held, HeldAsk, KnownLabels, LabelsAsk } from '@/lib/model/alert-api';
import type { AlertStores } from '@/lib/model/alert-store';

type Stores = Pick<AlertStores, 'rules' | 'states'>;

/** Every rule by title, with its state once it was evaluated. */
export async function judgedRules(stores: Stores): Promise<JudgedRule[]> {
  const [rules, states] = await Promise.all([stores.rules.list(), stores.states.states()]);
  const byRule = new Map(states.map((state) => [state.ruleId, state]));
  return rules.map(({ rule }) => ({ rule, state: byRule.get(rule.id) }));
}

/** What each of these silences is about now, in their order. */
export async function readHeld(stores: Stores, { silences, show }: HeldAsk): Promise<Held[]> {
  const judged = await judgedRules(stores);
  return silences.map((silence) => heldBy(silence, judged, show));
}

/** Labels to choose from. */
export async function readLabels(stores: Stores, ask: LabelsAsk): Promise<KnownLabels> {
  return knownLabels(await judgedRules(stores), ask);
}
