/** Silences as the routes take and give them. */
import { randomUUID } from 'node:crypto';
import { labelPattern } from '@/lib/alerts/label-pattern';
import { nowMillis } from '@/lib/base/time';
import type { Silence, SilenceDraft } from '@/lib/model/alert-silence';
import type { SilenceStore } from '@/lib/model/alert-store';
import { refuseUnkeepable } from '@/lib/server/keepable';
import { RouteError } from '@/lib/server/route';
import { WORKSPACE } from '@/lib/server/workspace';

/** Keeps a new silence. Throws RouteError where it could never hold anything back. */
export async function createSilence(store: SilenceStore, draft: SilenceDraft): Promise<Silence> {
  return keep(store, { ...draft, id: randomUUID(), owner: WORKSPACE, createdAt: nowMillis() });
}

/** Changes a silence. Throws RouteError where there is none. */
export async function saveSilence(store: SilenceStore, id: string, draft: SilenceDraft): Promise<Silence> {
  const before = (await store.list(nowMillis())).find((silence) => silence.id === id);
  if (!before) throw gone();
  return keep(store, { ...before, ...draft });
}

/** Deletes a silence. Throws RouteError where there is none. */
export async function removeSilence(store: SilenceStore, id: string): Promise<void> {
  if (!(await store.remove(id))) throw gone();
}

async function keep(store: SilenceStore, silence: Silence): Promise<Silence> {
  refuseUnkeepable(silence, 'The silence');
  refuseUnusable(silence);
  await store.save(silence);
  return silence;
}

function refuseUnusable({ time, matchers }: SilenceDraft): void {
  for (const { op, value } of matchers) {
    const pattern = op === 'matches' ? labelPattern(value) : undefined;
    if (pattern && !pattern.ok) throw new RouteError(400, 'invalid', pattern.error);
  }
  if (time.kind === 'once') return;
  if (!isZone(time.zone)) throw new RouteError(400, 'invalid', `“${time.zone}” is no time zone; one is named like Europe/Berlin.`);
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function gone(): RouteError {
  return new RouteError(404, 'notFound', 'This silence is no longer there: someone else deleted it.');
}
