/** Alert rules and their revisions. */
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { millis } from '@/lib/base/time';
import type { MetaDatabase } from '@/lib/meta/db';
import { alertRuleRevisions, alertRules, alertStates } from '@/lib/meta/schema';
import type { RuleStore, SavedRule } from '@/lib/model/alert-store';

type Row = typeof alertRuleRevisions.$inferSelect;

const savedRule = ({ rule, revision, savedAt, savedBy, note }: Row, owner: string): SavedRule => ({
  rule,
  revision,
  owner,
  savedAt: millis(savedAt.getTime()),
  savedBy,
  note,
});

const isNewest = and(eq(alertRuleRevisions.ruleId, alertRules.id), eq(alertRuleRevisions.revision, alertRules.revision));

/** The metadata's database as the place where rules are kept. */
export function ruleStore(db: MetaDatabase): RuleStore {
  return {
    async list() {
      const rows = await db
        .select({ kept: alertRuleRevisions, owner: alertRules.owner })
        .from(alertRules)
        .innerJoin(alertRuleRevisions, isNewest)
        .where(isNull(alertRules.deletedAt))
        .orderBy(asc(sql`${alertRuleRevisions.rule}->>'title'`), asc(alertRules.id));
      return rows.map(({ kept, owner }) => savedRule(kept, owner));
    },
    async get(id) {
      const [row] = await db
        .select({ kept: alertRuleRevisions, owner: alertRules.owner })
        .from(alertRules)
        .innerJoin(alertRuleRevisions, isNewest)
        .where(and(eq(alertRules.id, id), isNull(alertRules.deletedAt)));
      return row && savedRule(row.kept, row.owner);
    },
    async revisions(id) {
      const rows = await db
        .select({ kept: alertRuleRevisions, owner: alertRules.owner })
        .from(alertRuleRevisions)
        .innerJoin(alertRules, eq(alertRules.id, alertRuleRevisions.ruleId))
        .where(eq(alertRuleRevisions.ruleId, id))
        .orderBy(desc(alertRuleRevisions.revision));
      return rows.map(({ kept, owner }) => savedRule(kept, owner));
    },
    save: ({ rule, basedOn, note, savedBy, savedAt }) =>
      db.transaction(async (transaction) => {
        const { id } = rule;
        const revision = basedOn + 1;
        // of several who save on top of the same revision the first wins: the others' condition no longer holds
        const heads =
          basedOn === 0
            ? await transaction
                .insert(alertRules)
                .values({ id, owner: savedBy, revision })
                .onConflictDoNothing()
                .returning({ owner: alertRules.owner })
            : await transaction
                .update(alertRules)
                .set({ revision, deletedAt: null })
                .where(and(eq(alertRules.id, id), eq(alertRules.revision, basedOn)))
                .returning({ owner: alertRules.owner });
        const [head] = heads;
        if (!head) return undefined;
        const row: Row = { ruleId: id, revision, rule, savedAt: new Date(savedAt), savedBy, note };
        await transaction.insert(alertRuleRevisions).values(row);
        return savedRule(row, head.owner);
      }),
    remove: (id) =>
      db.transaction(async (transaction) => {
        const removed = await transaction
          .update(alertRules)
          .set({ deletedAt: new Date() })
          .where(and(eq(alertRules.id, id), isNull(alertRules.deletedAt)))
          .returning({ id: alertRules.id });
        await transaction.delete(alertStates).where(eq(alertStates.ruleId, id));
        return removed.length > 0;
      }),
  };
}
