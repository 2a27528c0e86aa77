/** How a rule is now, in one calm sentence. */
import { assertUnreachable } from '@/lib/base/assert';
import { millis, type Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { valueText } from '@/lib/alerts/bound-text';
import { groupText } from '@/lib/alerts/group-text';
import { badness } from '@/lib/alerts/judge';
import { listed } from '@/lib/alerts/length-text';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertListing } from '@/lib/model/alert-api';
import type { Instance } from '@/lib/model/alert-state';

/** Groups that are named; of more than these, one and how many others. */
const MOST_NAMED = 2;

/** `api`, `api and worker`, `api and 4 more`; `It` for a question without groups. */
function namesOf(groups: readonly Instance[]): string {
  const names = groups.map(({ labels }) => groupText(labels));
  if (names.every((name) => name === '')) return 'It';
  return names.length <= MOST_NAMED ? listed(names) : `${names[0]} and ${names.length - 1} more`;
}

/** The groups in `state`, the worst first: by severity, then by how far they went. */
function groupsIn(listing: AlertListing, state: Instance['state']): Instance[] {
  const { condition } = listing.rule;
  const far = ({ worst, value }: Instance) => badness(condition, worst ?? value ?? 0);
  return (listing.state?.instances ?? [])
    .filter((group) => group.state === state)
    .toSorted((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical') || far(b) - far(a));
}

function worstText(rule: AlertRule, [first]: readonly Instance[]): string {
  const far = first?.worst ?? first?.value ?? null;
  return far === null ? '' : `, at worst ${valueText(rule, far)}`;
}

/** Which groups, since when, how far: `api and 2 more fire, since 14:02 (46 min), at worst 7.1 %.` `instant`: writes an instant. */
export function stateSentence(listing: AlertListing, now: Millis, instant: (at: Millis) => string): string {
  const { rule, condition, state, silences } = listing;
  const since = (groups: readonly Instance[]) => {
    const at = millis(Math.min(...groups.map((group) => group.since)));
    return `, since ${instant(at)} (${formatUnit(Math.max(0, now - at), 'milliseconds')})`;
  };
  const said = (groups: readonly Instance[], one: string, many: string) => `${namesOf(groups)} ${groups.length === 1 ? one : many}`;
  switch (condition) {
    case 'paused':
      return 'Paused: it is neither evaluated nor told of.';
    case 'new':
      return 'It has not run yet.';
    case 'critical':
    case 'warn':
    case 'silenced': {
      const firing = groupsIn(listing, 'firing');
      const held = condition === 'silenced' ? `, held back${silences[0] ? ` (${silences[0].reason})` : ''}` : '';
      if (firing.length > 0) return `${said(firing, 'fires', 'fire')}${since(firing)}${worstText(rule, firing)}${held}.`;
      return `What is wrong with it is held back${silences[0] ? `: ${silences[0].reason}` : ''}.`;
    }
    case 'error':
      return `Its query fails${state?.error ? `, since ${instant(state.error.since)}: ${state.error.message}` : '.'}`;
    case 'noData': {
      const silent = groupsIn(listing, 'noData');
      return silent.length > 0 ? `${said(silent, 'has', 'have')} no data${since(silent)}.` : 'It finds nothing to judge.';
    }
    case 'pending': {
      const pending = groupsIn(listing, 'pending');
      return `${said(pending, 'is', 'are')} beyond a level${since(pending)}, not yet long enough to fire.`;
    }
    case 'ok': {
      const ok = state?.instances ?? [];
      if (ok.length === 0) return 'It finds nothing, which is fine.';
      const all =
        ok.every(({ labels }) => groupText(labels) === '') || ok.length === 1
          ? `${said(ok, 'is', 'are')} ok`
          : `All ${ok.length} groups are ok`;
      return `${all}, since ${instant(millis(Math.max(...ok.map((group) => group.since))))}.`;
    }
    default:
      return assertUnreachable(condition);
  }
}
