import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { PREBUILT_RULES } from '@/lib/alerts/prebuilt';
import { millis, MINUTE, nowMillis } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta, type Meta } from '@/lib/meta/db';
import { alertRuleRevisions, alertRules, alertStates } from '@/lib/meta/schema';
import type { AlertRule } from '@/lib/model/alert';
import type { ListAsk } from '@/lib/model/alert-api';
import type { Instance } from '@/lib/model/alert-state';
import type { AlertStores, SavedRule } from '@/lib/model/alert-store';
import { readHeld, readLabels } from '@/lib/server/alert-held';
import { exportRules, importRules } from '@/lib/server/alert-import';
import { listAlerts, openAlert, searchAlerts } from '@/lib/server/alert-listing';
import { createRule, keepPrebuilt, listRuleRevisions, pauseRule, removeRule, restoreRule, saveRule } from '@/lib/server/alerts';

let folder: string;
let meta: Meta;
let stores: AlertStores;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-server-alerts-'));
  meta = await openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations'));
  stores = alertStores(meta, undefined);
}, 300_000);
beforeEach(async () => {
  for (const table of [alertStates, alertRuleRevisions, alertRules]) await meta.db.delete(table);
});
afterAll(async () => {
  await meta.close();
  await rm(folder, { recursive: true, force: true });
});

const rule = (over: Partial<AlertRule> = {}): AlertRule => ({ ...EMPTY_RULE, id: '', title: 'Checkout fails', ...over });
const create = (over: Partial<AlertRule> = {}) => createRule(stores.rules, { rule: rule(over), basedOn: 0, note: '' });
const save = ({ rule: saved, revision }: SavedRule, over: Partial<AlertRule>) =>
  saveRule(stores.rules, { rule: { ...saved, ...over }, basedOn: revision, note: '' });

it('keeps the rules that come with Hearth once: what a person changed or deleted stays so, and can be put back', async () => {
  await keepPrebuilt(stores.rules);
  expect((await stores.rules.list()).map(({ rule: { id } }) => id).toSorted()).toEqual(PREBUILT_RULES.map(({ id }) => id).toSorted());
  const [changed, removed] = await stores.rules.list();
  if (!changed || !removed) throw new Error('there are some');
  await save(changed, { title: 'Mine' });
  await removeRule({ ...stores, publicUrl: 'http://hearth.test' }, removed.rule.id);
  await keepPrebuilt(stores.rules);
  expect(await stores.rules.get(changed.rule.id)).toMatchObject({ rule: { title: 'Mine', prebuilt: true }, revision: 2 });
  expect(await stores.rules.get(removed.rule.id)).toBeUndefined();
  for (const { rule: came } of [changed, removed]) {
    const back = await restoreRule(stores.rules, came.id);
    expect(back).toMatchObject({ rule: came, note: 'Put back to how it came' });
    expect(await stores.rules.get(came.id)).toEqual(back);
  }
});

it('offers what a newer Hearth brings, and leaves alone what a person changed', async () => {
  const brought = PREBUILT_RULES.find(({ condition }) => condition.is === 'above' && condition.warn);
  if (!brought) throw new Error('there is one');
  // as an older Hearth kept it: another window, another threshold and another title
  const came: AlertRule = { ...brought, title: 'Once', over: brought.every, condition: { is: 'above', warn: { at: 7, for: millis(0) } } };
  await stores.rules.save({ rule: came, basedOn: 0, note: 'Came with Hearth', savedBy: '', savedAt: nowMillis() });
  await keepPrebuilt(stores.rules);
  const offered = async (id: string) => (await openAlert(stores, id)).newer;
  // those that came as they are brought have nothing to take over
  for (const { id } of PREBUILT_RULES) expect([id, await offered(id)]).toEqual([id, id === brought.id ? brought : undefined]);

  const first = await stores.rules.get(brought.id);
  const mine = { is: 'above' as const, warn: { at: 9, for: millis(0) } };
  if (!first) throw new Error('it was kept');
  const second = await save(first, { condition: mine, paused: true });
  const newer = await offered(brought.id);
  expect(newer).toEqual({ ...brought, condition: mine, paused: true });
  if (!second.ok || !newer) throw new Error('it is saved and offered');
  await save(second.value, newer);
  expect(await offered(brought.id)).toBeUndefined();
  await restoreRule(stores.rules, brought.id);
  expect(await offered(brought.id)).toBeUndefined();
});

it('gives every new rule an id of its own: no other page’s, and none of a rule that was deleted', async () => {
  const ids = [];
  for (const title of ['Silences', 'Twice', 'Twice', '✓']) ids.push((await create({ title })).rule.id);
  expect(ids).toEqual(['silences-2', 'twice', 'twice-2', 'alert']);
  await removeRule({ ...stores, publicUrl: 'http://hearth.test' }, 'twice');
  expect((await create({ title: 'Twice' })).rule.id).toBe('twice-3');
  await expect(create({ id: 'twice' })).rejects.toMatchObject({ status: 409 });
  await expect(create({ id: 'new' })).rejects.toMatchObject({ status: 400 });
  await expect(create({ over: millis(90_000) })).rejects.toThrow('The window must be a whole multiple of how often it is evaluated');
  // that a rule came with Hearth is not for those who make one to say
  expect((await create({ title: 'Other', prebuilt: true })).rule.prebuilt).toBe(false);
});

it('makes every change a revision, and answers a stale one with the newest', async () => {
  const made = await create();
  const second = await save(made, { title: 'Second' });
  expect(second).toMatchObject({ ok: true, value: { revision: 2, rule: { id: 'checkout-fails', title: 'Second' } } });
  expect(await save(made, { title: 'Late' })).toMatchObject({ ok: false, error: { revision: 2, rule: { title: 'Second' } } });
  await pauseRule(stores.rules, 'checkout-fails', true);
  expect(await pauseRule(stores.rules, 'checkout-fails', false)).toMatchObject({ revision: 4, rule: { paused: false, title: 'Second' } });
  const notes = (await listRuleRevisions(stores.rules, 'checkout-fails')).map(({ note }) => note);
  expect(notes).toEqual(['Runs again', 'Paused', '', '']);
  await expect(restoreRule(stores.rules, 'checkout-fails')).rejects.toMatchObject({ status: 400 });
  await expect(removeRule({ ...stores, publicUrl: 'http://hearth.test' }, 'nowhere')).rejects.toMatchObject({ status: 404 });
  await expect(create({ description: 'a\u0000b' })).rejects.toThrow('The alert contains a character that is none');
  const rule = (await create({ title: 'Noted' })).rule;
  await expect(saveRule(stores.rules, { rule, basedOn: 1, note: 'a\u0000b' })).rejects.toMatchObject({ status: 400 });
});

it('lists rules with what is known of them', async () => {
  const now = nowMillis();
  await create({ title: 'New' });
  await create({ title: 'Paused', paused: true });
  await create({ title: 'Fires' });
  const end = millis(Math.floor(now / MINUTE) * MINUTE - 5 * MINUTE);
  const firing = (service: string) => ({
    labels: { 'service.name': service },
    state: 'firing' as const,
    severity: 'critical' as const,
    since: end,
    value: 0.5,
    seenAt: end,
    beyond: {},
  });
  const state = { ruleId: 'fires', revision: 1, evaluatedTo: end, moreGroups: 0, took: 1, executed: '', ranAt: end };
  const change = (minute: number, to: 'ok' | 'firing') => ({
    id: `fires-${minute}`,
    ruleId: 'fires',
    labels: { 'service.name': 'a' },
    at: millis(end - minute * MINUTE),
    from: to === 'ok' ? ('firing' as const) : ('ok' as const),
    to,
    value: 1,
    executed: '',
    took: 1,
  });
  const instances = [firing('a'), firing('b')];
  const changes = [change(9, 'firing'), change(6, 'ok'), change(3, 'firing')];
  await stores.states.keep({ state: { ...state, instances }, changes, deliveries: [] }, undefined);
  const silence = (id: string, value: string) => ({
    id,
    owner: '',
    createdAt: now,
    matchers: [{ label: 'service.name', op: 'eq' as const, value }],
    rules: ['fires'],
    time: { kind: 'once' as const, from: millis(now - MINUTE), to: millis(now + MINUTE) },
    reason: 'Test',
  });
  const conditions = async () =>
    (await listAlerts(stores, { groups: 'none' })).map((listing) => [listing.rule.id, listing.condition, listing.flapping]);
  expect(await conditions()).toEqual([
    ['fires', 'critical', true],
    ['new-2', 'new', false],
    ['paused', 'paused', false],
  ]);
  await stores.silences.save(silence('one', 'a'));
  expect(await openAlert(stores, 'fires')).toMatchObject({
    condition: 'critical',
    silences: [{ id: 'one' }],
    nextAt: end + MINUTE + EMPTY_RULE.delay,
  });
  await stores.silences.save(silence('two', 'b'));
  expect(await openAlert(stores, 'fires')).toMatchObject({ condition: 'silenced', silences: [{ id: 'one' }, { id: 'two' }] });
});

it('tells of as many groups as are asked for, and always what they come to', async () => {
  await create({ title: 'Checkout', labels: { team: 'shop' } });
  await create({ title: 'Never judged' });
  const group = { since: millis(0), seenAt: millis(0), beyond: {} };
  const firing: Instance = { ...group, labels: { 'service.name': 'till' }, state: 'firing', severity: 'warn', value: 9 };
  const fine: Instance = { ...group, labels: { 'service.name': 'stock' }, state: 'ok', value: 1 };
  const state = {
    ruleId: 'checkout',
    revision: 1,
    evaluatedTo: millis(60),
    moreGroups: 3,
    took: 7,
    executed: 'SELECT 1',
    ranAt: millis(61),
  };
  await stores.states.keep({ state: { ...state, instances: [fine, firing] }, changes: [], deliveries: [] }, undefined);

  const asked = async (groups: ListAsk['groups']) => (await listAlerts(stores, { groups })).find(({ rule: { id } }) => id === 'checkout');
  const facts = { condition: 'warn', groups: { firing: 1, of: 5 }, worst: { value: 9, labels: firing.labels }, since: 0 };
  const { instances: _, executed: __, ...brief } = { ...state, instances: [] };
  expect(await asked('none')).toMatchObject(facts);
  expect((await asked('none'))?.state).toEqual(brief);
  expect(await asked('firing')).toMatchObject({ ...facts, state: { ...state, instances: [firing] } });
  expect(await asked('all')).toMatchObject({ ...facts, state: { ...state, instances: [fine, firing] } });
  expect(await openAlert(stores, 'checkout')).toEqual(await asked('all'));

  // a group that is not told of is found all the same
  expect(await searchAlerts(stores, 'STOCK')).toEqual(['checkout']);
  expect(await searchAlerts(stores, 'team=shop till')).toEqual(['checkout']);
  expect(await searchAlerts(stores, 'judged')).toEqual(['never-judged']);
  expect(await searchAlerts(stores, 'stock judged')).toEqual([]);

  const matchers = [{ label: 'service.name', op: 'eq' as const, value: 'till' }];
  const silences = [
    { rules: [], matchers },
    { rules: ['never-judged'], matchers: [] },
    { rules: [], matchers: [] },
  ];
  const till = { title: 'Checkout', labels: firing.labels, state: 'firing', severity: 'warn' };
  expect(await readHeld(stores, { silences, show: 1 })).toEqual([
    { groups: 1, troubled: 1, rules: 1, first: [till] },
    { groups: 1, troubled: 0, rules: 1, first: [{ title: 'Never judged', labels: {} }] },
    { groups: 3, troubled: 1, rules: 2, first: [till] },
  ]);
  expect(await readLabels(stores, { rules: [], label: 'service.name', part: 'T' })).toEqual({
    names: ['service.name', 'team'],
    values: ['stock', 'till'],
  });
});

it('goes into a file and comes back, and nobody’s work is overwritten', async () => {
  const made = await create({ condition: { is: 'above', warn: { at: 0.02, for: millis(0) } } });
  const id = 'checkout-fails';
  const text = await exportRules(stores, []);
  const read = async (ask: { text?: string; dryRun?: boolean; force?: boolean } = {}) =>
    (await importRules(stores, { text, dryRun: false, force: false, ...ask })).map(({ outcome, revision, message }) => [
      outcome,
      revision,
      message,
    ]);
  expect(await read()).toEqual([['unchanged', 1, 'unchanged, revision 1.']]);

  await save(made, { title: 'By hand' });
  expect(await read()).toEqual([
    ['refused', 2, 'not imported: it was saved in Hearth as revision 2. Export it first, or force the import.'],
  ]);
  expect(await read({ force: true, dryRun: true })).toEqual([['saved', 3, 'would be saved as revision 3.']]);
  expect((await stores.rules.get(id))?.revision).toBe(2);
  expect(await read({ force: true })).toEqual([['saved', 3, 'saved as revision 3.']]);
  // the file goes on changing: what it replaces came from it
  expect(await read({ text: text.replace('2 %', '3 %') })).toEqual([['saved', 4, 'saved as revision 4.']]);
  expect((await stores.rules.get(id))?.rule.condition).toMatchObject({ warn: { at: 0.03 } });

  await removeRule({ ...stores, publicUrl: 'http://hearth.test' }, id);
  expect(await read()).toEqual([['refused', 4, 'not imported: it was deleted in Hearth. Forced, the import brings it back.']]);
  expect(await read({ force: true })).toEqual([['saved', 5, 'saved as revision 5.']]);
  expect(await read({ text: text.replaceAll(id, 'elsewhere') })).toEqual([['made', 1, 'made.']]);
  await expect(read({ text: 'version: 1\nrules:\n  - id: x\n' })).rejects.toMatchObject({ status: 400 });
  await expect(exportRules(stores, ['nowhere'])).rejects.toMatchObject({ status: 404 });
});
