/** The outbox of notifications, and what became of them. */
import { and, asc, desc, eq, gte, lte, or, sql } from 'drizzle-orm';
import { millis } from '@/lib/base/time';
import type { MetaDatabase } from '@/lib/meta/db';
import { alertDeliveries } from '@/lib/meta/schema';
import type { Delivery } from '@/lib/model/alert-notification';
import type { DeliveryStore } from '@/lib/model/alert-store';

type Row = typeof alertDeliveries.$inferSelect;

/** A delivery as its row. */
export function deliveryRow({ createdAt, nextAt, sentAt, outcome, ...delivery }: Delivery): Row {
  return {
    ...delivery,
    createdAt: new Date(createdAt),
    nextAt: new Date(nextAt),
    sentAt: sentAt === undefined ? null : new Date(sentAt),
    outcome: outcome ?? null,
  };
}

function delivery({ createdAt, nextAt, sentAt, outcome, ...row }: Row): Delivery {
  return {
    ...row,
    createdAt: millis(createdAt.getTime()),
    nextAt: millis(nextAt.getTime()),
    ...(sentAt === null ? {} : { sentAt: millis(sentAt.getTime()) }),
    ...(outcome === null ? {} : { outcome }),
  };
}

const named = (id: string, channelId: string) => and(eq(alertDeliveries.id, id), eq(alertDeliveries.channelId, channelId));

/** The metadata's database as the outbox. */
export function deliveryStore(db: MetaDatabase): DeliveryStore {
  return {
    async due(now) {
      const { channelId, state, nextAt, createdAt, id } = alertDeliveries;
      const rows = await db
        .selectDistinctOn([channelId])
        .from(alertDeliveries)
        .where(and(eq(state, 'waiting'), lte(nextAt, new Date(now))))
        .orderBy(asc(channelId), asc(createdAt), asc(id));
      return rows.map(delivery).sort((one, other) => one.createdAt - other.createdAt);
    },
    async waiting(channelId, limit) {
      const rows = await db
        .select()
        .from(alertDeliveries)
        .where(and(eq(alertDeliveries.channelId, channelId), eq(alertDeliveries.state, 'waiting')))
        .orderBy(asc(alertDeliveries.createdAt), asc(alertDeliveries.id))
        .limit(limit);
      return rows.map(delivery);
    },
    async attempted(id, channelId, { state, attempts, nextAt, sentAt, outcome }) {
      await db
        .update(alertDeliveries)
        .set({
          state,
          attempts,
          nextAt: new Date(nextAt),
          sentAt: sentAt === undefined ? null : new Date(sentAt),
          outcome: outcome ?? null,
        })
        .where(named(id, channelId));
    },
    async list({ ruleId, channelId, limit }) {
      const rows = await db
        .select()
        .from(alertDeliveries)
        .where(
          and(
            ruleId === undefined ? undefined : eq(alertDeliveries.ruleId, ruleId),
            channelId === undefined ? undefined : eq(alertDeliveries.channelId, channelId),
          ),
        )
        .orderBy(desc(alertDeliveries.createdAt), desc(alertDeliveries.id), asc(alertDeliveries.channelId))
        .limit(limit);
      return rows.map(delivery);
    },
    async again(id, channelId, now) {
      const queued = await db
        .update(alertDeliveries)
        .set({ state: 'waiting', attempts: 0, nextAt: new Date(now) })
        .where(and(named(id, channelId), eq(alertDeliveries.state, 'dead')))
        .returning({ id: alertDeliveries.id });
      return queued.length > 0;
    },
    async tallies(since) {
      const { channelId, state, createdAt, outcome } = alertDeliveries;
      const count = (which: Delivery['state']) => sql<number>`count(*) FILTER (WHERE ${state} = ${which})`.mapWith(Number);
      const rows = await db
        .select({
          channelId,
          sent: count('sent'),
          waiting: count('waiting'),
          dead: count('dead'),
          waitingSince: sql<number | null>`extract(epoch FROM min(${createdAt}) FILTER (WHERE ${state} = 'waiting')) * 1000`.mapWith(
            Number,
          ),
          // of the newest one that was tried
          lastOutcome: sql<string | null>`(array_agg(${outcome} ORDER BY ${createdAt} DESC) FILTER (WHERE ${outcome} IS NOT NULL))[1]`,
        })
        .from(alertDeliveries)
        .where(or(gte(createdAt, new Date(since)), eq(state, 'waiting')))
        .groupBy(channelId);
      return rows.map(({ waitingSince, lastOutcome, ...tally }) => ({
        ...tally,
        ...(waitingSince === null ? {} : { waitingSince: millis(waitingSince) }),
        ...(lastOutcome === null ? {} : { lastOutcome }),
      }));
    },
  };
}
