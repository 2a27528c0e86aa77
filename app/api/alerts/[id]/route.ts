import { RuleChange, RuleId, type RuleConflict } from '@/lib/model/alert-api';
import { openAlert } from '@/lib/server/alert-listing';
import { removeRule, requireRule, saveRule } from '@/lib/server/alerts';
import { route } from '@/lib/server/route';

/** A rule with its state. */
export const GET = route({
  may: 'alerts:read',
  input: RuleId,
  handler: ({ input, services }) => openAlert(services.alerts, input.id),
});

/** Keeps a rule's next revision; one that is based on a stale one is answered with the newest. */
export const PUT = route({
  may: 'alerts:write',
  input: RuleChange.extend(RuleId.shape),
  handler: async ({ input: { id, rule, ...change }, services }) => {
    // one that was deleted meanwhile is not brought back by who did not see that
    await requireRule(services.alerts.rules, id);
    const saved = await saveRule(services.alerts.rules, { ...change, rule: { ...rule, id } });
    services.alerts.changed();
    if (saved.ok) return saved.value;
    const message = `${saved.error.rule.title} was saved by someone else since: its newest revision is ${saved.error.revision}.`;
    return Response.json({ error: { fault: 'conflict', message }, current: saved.error } satisfies RuleConflict, { status: 409 });
  },
});

/** Deletes a rule and takes back what was told of it; its history stays. */
export const DELETE = route({
  may: 'alerts:write',
  input: RuleId,
  handler: async ({ input, services }) => {
    await removeRule(services.alerts, input.id);
    services.alerts.changed();
    return {};
  },
});
