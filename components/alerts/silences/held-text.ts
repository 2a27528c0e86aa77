/** What a silence holds back, in words. */
import { counted } from '@/lib/base/units';
import type { Held } from '@/lib/model/alert-api';

/** `3 groups of 2 rules, 1 in trouble now`. */
export function heldText({ groups, troubled, rules }: Held): string {
  if (rules === 0) return 'nothing that there is now';
  const trouble = troubled === 0 ? 'none in trouble now' : `${troubled} in trouble now`;
  return `${counted(groups, 'group')} of ${counted(rules, 'rule')}, ${trouble}`;
}
