/** Silences. */
import { asc, eq, gt, isNull, or } from 'drizzle-orm';
import { DAY, millis, type Millis } from '@/lib/base/time';
import type { MetaDatabase } from '@/lib/meta/db';
import { alertSilences } from '@/lib/meta/schema';
import type { SilenceTime } from '@/lib/model/alert-silence';
import type { SilenceStore } from '@/lib/model/alert-store';

/** One that ended is listed for so long. */
const LISTED = 30 * DAY;

function endOf(time: SilenceTime): Millis | undefined {
  return time.kind === 'once' ? time.to : time.until;
}

/** The metadata's database as the place where silences are kept. */
export function silenceStore(db: MetaDatabase): SilenceStore {
  return {
    async list(now) {
      const rows = await db
        .select()
        .from(alertSilences)
        .where(or(isNull(alertSilences.endsAt), gt(alertSilences.endsAt, new Date(now - LISTED))))
        .orderBy(asc(alertSilences.createdAt), asc(alertSilences.id));
      return rows.map(({ id, owner, createdAt, draft }) => ({ ...draft, id, owner, createdAt: millis(createdAt.getTime()) }));
    },
    async save({ id, owner, createdAt, ...draft }) {
      const end = endOf(draft.time);
      const row = { owner, createdAt: new Date(createdAt), endsAt: end === undefined ? null : new Date(end), draft };
      await db
        .insert(alertSilences)
        .values({ id, ...row })
        .onConflictDoUpdate({ target: alertSilences.id, set: row });
    },
    async remove(id) {
      const removed = await db.delete(alertSilences).where(eq(alertSilences.id, id)).returning({ id: alertSilences.id });
      return removed.length > 0;
    },
  };
}
