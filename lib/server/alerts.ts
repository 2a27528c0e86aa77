/** Alert rules as the routes take and give them: every change is a revision, and nobody's work is overwritten unseen. */
import { newerPrebuilt } from '@/lib/alerts/newer-prebuilt';
import { PREBUILT_RULES } from '@/lib/alerts/prebuilt';
import { stopRule } from '@/lib/alerts/stop';
import { fail, ok, type Result } from '@/lib/base/result';
import { sameJson } from '@/lib/base/same-json';
import { nowMillis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { RuleChange } from '@/lib/model/alert-api';
import type { AlertStores, RuleStore, SavedRule } from '@/lib/model/alert-store';
import { isFreeId, ruleIdAttempt } from '@/lib/server/alert-ids';
import { refuseUnkeepable } from '@/lib/server/keepable';
import { RouteError } from '@/lib/server/route';
import { WORKSPACE } from '@/lib/server/workspace';

/** The note on a rule's first revision when nobody made it. */
export const CAME_WITH_HEARTH = 'Came with Hearth';

/** The note on a revision that is as Hearth brings the rule. */
const PUT_BACK = 'Put back to how it came';

/**
 * Keeps the rules that come with Hearth which were never kept before: what a person changed or deleted stays as it is. Throws
 * what the store throws.
 */
export async function keepPrebuilt(store: RuleStore): Promise<void> {
  const kept = new Set((await store.list()).map(({ rule }) => rule.id));
  for (const rule of PREBUILT_RULES) {
    // one that was deleted still has its id: the store keeps nothing under it
    if (!kept.has(rule.id)) await keep(store, { rule, basedOn: 0, note: CAME_WITH_HEARTH });
  }
}

/** A rule. Throws RouteError where there is none. */
export async function requireRule(store: RuleStore, id: string): Promise<SavedRule> {
  const saved = await store.get(id);
  if (!saved) throw new RouteError(404, 'notFound', `There is no alert ${id}.`);
  return saved;
}

/** Every revision of a rule, newest first, also of a deleted one. Throws RouteError where there never was one. */
export async function listRuleRevisions(store: RuleStore, id: string): Promise<SavedRule[]> {
  const revisions = await store.revisions(id);
  if (revisions.length === 0) throw new RouteError(404, 'notFound', `There is no alert ${id}.`);
  return revisions;
}

/**
 * Keeps a new rule: under its id, or under the first free one that its title makes where it has none. One that was deleted comes back
 * under its id where `basedOn` is its last revision. Throws RouteError.
 */
export async function createRule(store: RuleStore, { rule, basedOn, note }: RuleChange): Promise<SavedRule> {
  if (rule.id !== '') {
    const saved = await keep(store, { rule, basedOn, note });
    if (saved) return saved;
    throw new RouteError(409, 'conflict', `There is an alert ${rule.id} already, or one that was deleted.`);
  }
  for (let attempt = 1; ; attempt += 1) {
    const id = ruleIdAttempt(rule.title, attempt);
    const saved = await keep(store, { rule: { ...rule, id }, basedOn: 0, note });
    if (saved) return saved;
  }
}

/**
 * Keeps a revision on top of `basedOn`, also of a rule that was deleted; where that is not the newest one, the newest one is the
 * error. Throws RouteError.
 */
export async function saveRule(store: RuleStore, change: RuleChange): Promise<Result<SavedRule, SavedRule>> {
  const saved = change.basedOn > 0 ? await keep(store, change) : undefined;
  return saved ? ok(saved) : fail(await requireRule(store, change.rule.id));
}

/** Pauses a rule, or lets it run again, as its next revision. Throws RouteError. */
export async function pauseRule(store: RuleStore, id: string, paused: boolean): Promise<SavedRule> {
  return revise(store, id, (rule) => ({ rule: { ...rule, paused }, note: paused ? 'Paused' : 'Runs again' }));
}

/** Puts a rule that came with Hearth back to how it came, as its next revision; also one that was deleted. Throws RouteError. */
export async function restoreRule(store: RuleStore, id: string): Promise<SavedRule> {
  const came = PREBUILT_RULES.find((rule) => rule.id === id);
  if (!came) throw new RouteError(400, 'invalid', `The alert ${id} did not come with Hearth: its revisions are what it can go back to.`);
  return revise(store, id, () => ({ rule: came, note: PUT_BACK }));
}

/** What this version of Hearth brings otherwise than the one that the rule came with; undefined where there is nothing to take over. */
export async function newerRule(store: RuleStore, { rule }: SavedRule): Promise<AlertRule | undefined> {
  const brought = PREBUILT_RULES.find(({ id }) => id === rule.id);
  if (!brought || sameJson(brought, rule)) return undefined;
  const came = (await store.revisions(rule.id)).find(({ note }) => note === CAME_WITH_HEARTH || note === PUT_BACK);
  return came && newerPrebuilt(rule, came.rule, brought);
}

/** What it takes to delete a rule; `publicUrl`: where people open this Hearth, without a slash at its end. */
interface RuleDesk extends Pick<AlertStores, 'rules' | 'states'> {
  readonly publicUrl: string;
}

/** Deletes a rule and takes back what was told of it; its revisions and its history stay. Throws RouteError where there is none. */
export async function removeRule({ rules, states, publicUrl }: RuleDesk, id: string): Promise<void> {
  const saved = await requireRule(rules, id);
  for (;;) {
    const state = await states.state(id);
    const stopped = state && stopRule(saved, state, 'deleted', publicUrl, nowMillis());
    // where it was evaluated meanwhile, that is to be taken back, too
    if (!stopped || (await states.keep(stopped, state.evaluatedTo))) break;
  }
  if (!(await rules.remove(id))) throw new RouteError(404, 'notFound', `There is no alert ${id}.`);
}

/** Keeps what `change` makes of the newest revision, on top of whichever that is then. */
async function revise(store: RuleStore, id: string, change: (rule: AlertRule) => Pick<RuleChange, 'rule' | 'note'>): Promise<SavedRule> {
  for (;;) {
    const [newest] = await listRuleRevisions(store, id);
    const saved = newest && (await keep(store, { ...change(newest.rule), basedOn: newest.revision }));
    if (saved) return saved;
  }
}

/** That a rule came with Hearth is not for those who save it to say. */
function keep(store: RuleStore, { rule, basedOn, note }: RuleChange): Promise<SavedRule | undefined> {
  refuseUnjudgeable(rule);
  const kept = { ...rule, prebuilt: PREBUILT_RULES.some(({ id }) => id === rule.id) };
  refuseUnkeepable([kept, note], 'The alert');
  return store.save({ rule: kept, basedOn, note, savedBy: WORKSPACE, savedAt: nowMillis() });
}

function refuseUnjudgeable({ id, over, every }: AlertRule): void {
  if (!isFreeId(id)) throw new RouteError(400, 'invalid', `“${id}” means another page: no alert can have this id.`);
  if (over > every && over % every !== 0) {
    throw new RouteError(400, 'invalid', 'The window must be a whole multiple of how often it is evaluated, or shorter.');
  }
}
