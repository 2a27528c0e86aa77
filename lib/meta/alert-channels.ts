/** Channels, with their secrets. */
import { asc, DrizzleQueryError, eq } from 'drizzle-orm';
import { millis } from '@/lib/base/time';
import type { MetaDatabase } from '@/lib/meta/db';
import { alertChannels } from '@/lib/meta/schema';
import type { Channel } from '@/lib/model/alert-channel';
import type { ChannelStore } from '@/lib/model/alert-store';

/** PostgreSQL's code for a second row where there may be one. */
const UNIQUE_VIOLATION = '23505';

const channel = ({ createdAt, testedAt, ...row }: typeof alertChannels.$inferSelect): Channel => ({
  ...row,
  createdAt: millis(createdAt.getTime()),
  ...(testedAt === null ? {} : { testedAt: millis(testedAt.getTime()) }),
});

/** The metadata's database as the place where channels are kept. */
export function channelStore(db: MetaDatabase): ChannelStore {
  return {
    async list() {
      return (await db.select().from(alertChannels).orderBy(asc(alertChannels.name))).map(channel);
    },
    async get(id) {
      const [row] = await db.select().from(alertChannels).where(eq(alertChannels.id, id));
      return row && channel(row);
    },
    async save({ id, createdAt, testedAt, ...rest }) {
      const row = { ...rest, createdAt: new Date(createdAt), testedAt: testedAt === undefined ? null : new Date(testedAt) };
      try {
        await db
          .insert(alertChannels)
          .values({ id, ...row })
          .onConflictDoUpdate({ target: alertChannels.id, set: row });
        return true;
      } catch (cause) {
        if (isNameTaken(cause)) return false;
        throw cause;
      }
    },
    async remove(id) {
      const removed = await db.delete(alertChannels).where(eq(alertChannels.id, id)).returning({ id: alertChannels.id });
      return removed.length > 0;
    },
  };
}

/** The name is the one thing beside the id that may be there once. */
function isNameTaken(cause: unknown): boolean {
  return cause instanceof DrizzleQueryError && cause.cause !== undefined && 'code' in cause.cause && cause.cause.code === UNIQUE_VIOLATION;
}
