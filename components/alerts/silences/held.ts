/** What a silence holds back. */
import { concerns } from '@/lib/alerts/silenced';
import type { AlertListing } from '@/lib/model/alert-api';
import type { Silence } from '@/lib/model/alert-silence';

export interface Held {
  /** Groups that it is about; a rule that has none yet, or asks without groups, counts as one. */
  readonly groups: number;
  /** Of these, groups that fire or have no data, and rules whose query fails: what somebody would be told of. */
  readonly troubled: number;
  readonly rules: number;
}

/** What a silence with these rules and matchers is about now, whether or not it holds at this time. */
export function heldBy(silence: Pick<Silence, 'rules' | 'matchers'>, listings: readonly AlertListing[]): Held {
  let [groups, troubled, rules] = [0, 0, 0];
  for (const { rule, state } of listings) {
    const instances = state?.instances ?? [];
    const held = instances.filter(({ labels }) => concerns(silence, rule, labels));
    const wholeRule = concerns(silence, rule, {});
    const failed = wholeRule && state?.error !== undefined ? 1 : 0;
    if (held.length === 0 && !(wholeRule && instances.length === 0)) continue;
    rules += 1;
    groups += Math.max(1, held.length);
    troubled += failed + held.filter((group) => group.state === 'firing' || group.state === 'noData').length;
  }
  return { groups, troubled, rules };
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `3 groups of 2 rules, of which 1 is in trouble now`. */
export function heldText({ groups, troubled, rules }: Held): string {
  if (rules === 0) return 'nothing that there is now';
  const trouble = troubled === 0 ? 'none in trouble now' : `${troubled} in trouble now`;
  return `${counted(groups, 'group')} of ${counted(rules, 'rule')}, ${trouble}`;
}
