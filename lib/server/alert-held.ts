/** What silences are about, out of every group of every rule, so that no page has to read them all. */
import { heldBy } from '@/lib/alerts/held';
import { knownLabels } from '@/lib/alerts/known-labels';
import type { Held, HeldAsk, KnownLabels, LabelsAsk } from '@/lib/model/alert-api';
import type { AlertStores } from '@/lib/model/alert-store';
import { judgedRules } from '@/lib/server/known-rules';

type Stores = Pick<AlertStores, 'rules' | 'states'>;

/** What each of these silences is about now, in their order. */
export async function readHeld(stores: Stores, { silences, show }: HeldAsk): Promise<Held[]> {
  const judged = await judgedRules(stores);
  return silences.map((silence) => heldBy(silence, judged, show));
}

/** Labels to choose from. */
export async function readLabels(stores: Stores, ask: LabelsAsk): Promise<KnownLabels> {
  return knownLabels(await judgedRules(stores), ask);
}
