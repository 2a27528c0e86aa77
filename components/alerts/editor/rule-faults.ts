/** Why a rule cannot be kept as it is, a sentence for each field. */
import { DAY, millis, SECOND } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import { conditionFaults } from '@/components/alerts/editor/condition';
import { askFault } from '@/components/alerts/editor/edit-ask';
import { showLength, type LengthBounds } from '@/components/alerts/editor/typed-length';

export const EVERY_BOUNDS: LengthBounds = { least: millis(10 * SECOND), most: DAY };
export const OVER_BOUNDS: LengthBounds = { least: millis(10 * SECOND), most: millis(30 * DAY) };
export const DELAY_BOUNDS: LengthBounds = { least: millis(0), most: DAY };

export type RuleFault = 'title' | 'ask' | 'over' | 'condition' | 'runbook';

/** What has to be mended before `rule` can be kept; nothing where it can. */
export function ruleFaults(rule: AlertRule): Partial<Record<RuleFault, string>> {
  const faults: Partial<Record<RuleFault, string>> = {};
  if (rule.title.trim() === '') faults.title = 'A rule needs a title.';
  const ask = askFault(rule.ask);
  if (ask !== undefined) faults.ask = ask;
  const { over, every } = rule;
  if (over > every && over % every !== 0) faults.over = `A whole number of times ${showLength(every)}, or less than that.`;
  const [bound] = Object.values(conditionFaults(rule.condition));
  if (bound !== undefined) faults.condition = bound;
  if (rule.runbook !== '' && !isAddress(rule.runbook)) faults.runbook = 'An address that begins with https:// or http://.';
  return faults;
}

function isAddress(text: string): boolean {
  if (!/^https?:\/\//.test(text)) return false;
  return URL.canParse(text);
}
