/** Rules as files: what is exported, and what comes back. */
import { parseRules, printRules, type ChannelNames } from '@/lib/alerts/rule-file';
import { sameJson } from '@/lib/base/same-json';
import type { AlertRule } from '@/lib/model/alert';
import type { ImportAsk, ImportedRule } from '@/lib/model/alert-api';
import type { AlertStores } from '@/lib/model/alert-store';
import { createRule, requireRule, saveRule, CAME_WITH_HEARTH } from '@/lib/server/alerts';
import { RouteError } from '@/lib/server/route';

type Stores = Pick<AlertStores, 'rules' | 'channels'>;

/** The note on revisions that come from a file: the next import may replace them. */
const NOTE = 'Imported from a file';

/** The rules of `ids`, or all, as YAML. Throws RouteError where one is not there. */
export async function exportRules({ rules, channels }: Stores, ids: readonly string[]): Promise<string> {
  const saved = ids.length > 0 ? await Promise.all(ids.map((id) => requireRule(rules, id))) : await rules.list();
  return printRules(
    saved.map(({ rule }) => rule),
    await namesOf(channels),
  );
}

/**
 * Keeps the rules of a text, each by itself: one that a person changed or deleted since it came from a file is left alone unless
 * `force`. Throws RouteError, and keeps nothing, where the text has a fault.
 */
export async function importRules({ rules, channels }: Stores, { text, dryRun, force }: ImportAsk): Promise<ImportedRule[]> {
  const read = parseRules(text, await namesOf(channels));
  if (!read.ok) throw new RouteError(400, 'invalid', read.error.join('\n'));
  const outcomes: ImportedRule[] = [];
  // one after the other: the lines stay in order
  for (const rule of read.value) outcomes.push(await importRule(rules, rule, dryRun, force));
  return outcomes;
}

async function namesOf(channels: Stores['channels']): Promise<ChannelNames> {
  return new Map((await channels.list()).map(({ id, name }) => [id, name]));
}

async function importRule(store: Stores['rules'], rule: AlertRule, dryRun: boolean, force: boolean): Promise<ImportedRule> {
  const { id } = rule;
  const [newest] = await store.revisions(id);
  const would = dryRun ? 'would be ' : '';
  if (!newest) {
    if (!dryRun) await createRule(store, { rule, basedOn: 0, note: NOTE });
    return { id, outcome: 'made', revision: 1, message: `${would}made.` };
  }
  const { revision } = newest;
  const isThere = (await store.get(id)) !== undefined;
  // that it came with Hearth is not for a file to say
  if (isThere && sameJson({ ...newest.rule, prebuilt: rule.prebuilt }, rule))
    return { id, outcome: 'unchanged', revision, message: `unchanged, revision ${revision}.` };
  if (!isThere && !force) return refused(id, revision, 'it was deleted in Hearth. Forced, the import brings it back.');
  const isOurs = newest.note === NOTE || newest.note === CAME_WITH_HEARTH;
  if (!isOurs && !force) {
    return refused(id, revision, `it was saved in Hearth as revision ${revision}. Export it first, or force the import.`);
  }
  if (dryRun) return { id, outcome: 'saved', revision: revision + 1, message: `would be saved as revision ${revision + 1}.` };
  const saved = await saveRule(store, { rule, basedOn: revision, note: NOTE });
  if (!saved.ok) return refused(id, saved.error.revision, 'someone saved it in Hearth at the same time.');
  return { id, outcome: 'saved', revision: saved.value.revision, message: `saved as revision ${saved.value.revision}.` };
}

function refused(id: string, revision: number, why: string): ImportedRule {
  return { id, outcome: 'refused', revision, message: `not imported: ${why}` };
}
