/** What a new rule begins with, as an address carries it. Checks with Zod: for the server. */
import { z } from 'zod';
import { EMPTY_RULE, type RuleStart } from '@/lib/alerts/new-rule';
import { fail, ok, type Result } from '@/lib/base/result';
import { AlertRule } from '@/lib/model/alert';

const Start = AlertRule.pick({ ask: true, unit: true, condition: true }).extend({ title: z.string().max(200) });

/** The new rule that begins with what `text` says in JSON, as a `RuleStart` is written; the error says what is wrong with it. */
export function ruleFromStart(text: string): Result<AlertRule, string> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    return fail(`The question in the address is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const parsed = Start.partial().safeParse(document);
  if (!parsed.success) return fail(`The question in the address does not fit: ${z.prettifyError(parsed.error)}`);
  const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined)) as Partial<RuleStart>;
  return ok({ ...EMPTY_RULE, ...given });
}

/** `rule` as the beginning of another one: nobody's but the copier's. */
export function copyOfRule(rule: AlertRule): AlertRule {
  return { ...rule, id: EMPTY_RULE.id, title: `${rule.title} (copy)`.slice(0, 200), prebuilt: false };
}
