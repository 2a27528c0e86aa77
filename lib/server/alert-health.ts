/** Whether people can rely on being told: what /health says of alerts. */
import { lateBy } from '@/lib/alerts/due';
import type { KnownRule } from '@/lib/alerts/runner';
import { DAY, millis, MINUTE, nowMillis, type Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { AlertStores } from '@/lib/model/alert-store';
import { knownRules } from '@/lib/server/known-rules';

/** Evaluation that is later than this is no longer in time. */
const LATE = MINUTE;
/** A notification that waits for longer than this is late: its channel fails. */
const WAITS_LONG = millis(10 * MINUTE);

type Stores = Pick<AlertStores, 'rules' | 'states' | 'deliveries' | 'channels'>;

/**
 * Throws with the reason where rules are evaluated late (by whichever process), or notifications were given up within a day or wait
 * for long. `known`: the rules as this process evaluates them; undefined: another one does. `since`: when this process started.
 */
export async function checkAlerts(stores: Stores, known: readonly KnownRule[] | undefined, since: Millis): Promise<void> {
  const now = nowMillis();
  const rules = known ?? (await knownRules(stores));
  const faults = [lateness(rules, since, now), await undelivered(stores, now)].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new Error(faults.join('; '));
}

/** Why evaluation is not in time, in a sentence; undefined when it is. */
export function lateness(rules: readonly KnownRule[], since: Millis, now: Millis): string | undefined {
  const running = rules.filter(({ saved }) => !saved.rule.paused);
  const ahead = Math.max(0, ...running.map(({ state }) => (state ? state.ranAt - now : 0)));
  // an evaluation that runs while the clock is set back a little is no fault
  if (ahead > LATE) return `the clock went back by ${length(ahead)}: rules wait until it is where it was`;
  // what was missed before the start is made up for right after it
  const late = running.map(({ saved, state }) => Math.min(lateBy(saved, state, now), now - since));
  const worst = Math.max(0, ...late);
  if (worst <= LATE) return undefined;
  const count = late.filter((each) => each > LATE).length;
  return `${count} of ${running.length} rules ${count === 1 ? 'is' : 'are'} evaluated late, the latest by ${length(worst)}`;
}

async function undelivered({ deliveries, channels }: Stores, now: Millis): Promise<string | undefined> {
  const tallies = await deliveries.tallies(millis(now - DAY));
  const dead = tallies.filter((tally) => tally.dead > 0);
  const waiting = tallies.filter(({ waitingSince }) => waitingSince !== undefined && now - waitingSince > WAITS_LONG);
  if (dead.length + waiting.length === 0) return undefined;
  const names = new Map((await channels.list()).map(({ id, name }) => [id, name]));
  const name = (id: string) => names.get(id) ?? 'a channel that was deleted';
  return [
    ...dead.map((tally) => `${tally.dead} ${plural(tally.dead)} to ${name(tally.channelId)} given up within a day`),
    ...waiting.map(
      (tally) =>
        `${tally.waiting} ${plural(tally.waiting)} to ${name(tally.channelId)} waiting, the oldest for ${length(now - (tally.waitingSince ?? now))}`,
    ),
  ].join('; ');
}

const plural = (count: number) => (count === 1 ? 'notification' : 'notifications');
const length = (time: number) => formatDuration(time * 1e6);
