/** What is known of rules between two evaluations, and what evaluations leave behind. */
import { and, desc, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import { DAY, millis, type Millis } from '@/lib/base/time';
import { deliveryRow } from '@/lib/meta/alert-deliveries';
import type { MetaDatabase } from '@/lib/meta/db';
import { alertChanges, alertDeliveries, alertRules, alertStates } from '@/lib/meta/schema';
import type { AlertStateStore, ChangeAsk, Evaluated } from '@/lib/model/alert-store';

/** Changes, and deliveries that are over, are kept this long. */
const KEPT = millis(90 * DAY);

/**
 * The metadata's database as the place where evaluations are kept. `vacuumEvery`: after so many evaluations the rows that they
 * replaced are freed (PGlite does not do that by itself); 0 leaves it to the server.
 */
export function alertStateStore(db: MetaDatabase, vacuumEvery: number): AlertStateStore {
  let sinceVacuum = 0;
  return {
    async states() {
      const rows = await db.select({ state: alertStates.state }).from(alertStates);
      return rows.map(({ state }) => state);
    },
    async state(ruleId) {
      const [row] = await db.select({ state: alertStates.state }).from(alertStates).where(eq(alertStates.ruleId, ruleId));
      return row?.state;
    },
    async keep(evaluated, before) {
      const kept = await db.transaction(async (transaction) => {
        if (!(await keepState(transaction, evaluated, before))) return false;
        const changes = evaluated.changes.map((change) => ({
          id: change.id,
          ruleId: change.ruleId,
          at: new Date(change.at),
          change,
        }));
        if (changes.length > 0) await transaction.insert(alertChanges).values(changes);
        const deliveries = evaluated.deliveries.map(deliveryRow);
        // the same notification is never queued twice: whoever queued it first has told it
        if (deliveries.length > 0) await transaction.insert(alertDeliveries).values(deliveries).onConflictDoNothing();
        return true;
      });
      sinceVacuum += 1;
      if (vacuumEvery > 0 && sinceVacuum >= vacuumEvery) {
        sinceVacuum = 0;
        await db.execute(sql`VACUUM ${alertStates}`);
      }
      return kept;
    },
    async changes(ask) {
      const rows = await db
        .select({ change: alertChanges.change })
        .from(alertChanges)
        .where(wanted(ask))
        .orderBy(desc(alertChanges.at), desc(alertChanges.id))
        .limit(ask.limit);
      return rows.map(({ change }) => change);
    },
    async forget(now) {
      const before = new Date(now - KEPT);
      await db.delete(alertChanges).where(lt(alertChanges.at, before));
      await db.delete(alertDeliveries).where(and(lt(alertDeliveries.createdAt, before), ne(alertDeliveries.state, 'waiting')));
    },
  };
}

/** Writes the state over the one that was evaluated to `before`; false where there is another one, or no such rule. */
async function keepState(db: Pick<MetaDatabase, 'select' | 'insert' | 'update'>, { state }: Evaluated, before: Millis | undefined) {
  const row = { evaluatedTo: new Date(state.evaluatedTo), state };
  if (before !== undefined) {
    const written = await db
      .update(alertStates)
      .set(row)
      .where(and(eq(alertStates.ruleId, state.ruleId), eq(alertStates.evaluatedTo, new Date(before))))
      .returning({ ruleId: alertStates.ruleId });
    return written.length > 0;
  }
  // locked until the end: a rule that is removed meanwhile takes this state with it
  const rule = await db
    .select({ id: alertRules.id })
    .from(alertRules)
    .where(and(eq(alertRules.id, state.ruleId), isNull(alertRules.deletedAt)))
    .for('share');
  if (rule.length === 0) return false;
  const written = await db
    .insert(alertStates)
    .values({ ruleId: state.ruleId, ...row })
    .onConflictDoNothing()
    .returning({ ruleId: alertStates.ruleId });
  return written.length > 0;
}

function wanted({ ruleId, from, to }: ChangeAsk) {
  return and(
    ruleId === undefined ? undefined : eq(alertChanges.ruleId, ruleId),
    from === undefined ? undefined : gte(alertChanges.at, new Date(from)),
    to === undefined ? undefined : lt(alertChanges.at, new Date(to)),
  );
}
