/** Every rule with what is known of it, out of the stores. */
import type { JudgedRule } from '@/lib/alerts/held';
import type { KnownRule } from '@/lib/alerts/runner';
import type { AlertStores } from '@/lib/model/alert-store';

type Stores = Pick<AlertStores, 'rules' | 'states'>;

/** Every rule by title, as it is kept, with its state once it was evaluated. */
export async function knownRules({ rules, states }: Stores): Promise<KnownRule[]> {
  const [all, known] = await Promise.all([rules.list(), states.states()]);
  const byRule = new Map(known.map((state) => [state.ruleId, state]));
  return all.map((saved) => ({ saved, state: byRule.get(saved.rule.id) }));
}

/** The same, for those who look at the rules themselves. */
export async function judgedRules(stores: Stores): Promise<JudgedRule[]> {
  return (await knownRules(stores)).map(({ saved: { rule }, state }) => ({ rule, state }));
}
