/** Which message of a channel is sent next, and when a failed one is tried again. Pure. */
import { DAY, millis, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import type { Delivery } from '@/lib/model/alert-notification';
import { DIGEST_OVER } from '@/lib/notify/digest';
import type { Sent } from '@/lib/notify/send';

type Outcome = Pick<Delivery, 'state' | 'attempts' | 'nextAt' | 'sentAt' | 'outcome'>;

/**
 * What is sent next of all that wait for a channel (in order of time): one message, or all of them where they become a digest; none when
 * nothing is due. Messages of one rule never overtake each other: one that is to be tried again holds back what came after it. After is by
 * the windows that they are about: a clock that is set back does not turn a rule's messages round.
 */
export function nextBatch(waiting: readonly Delivery[], now: Millis, digests: boolean): readonly Delivery[] {
  const heads = new Map<string, Delivery>();
  for (const delivery of waiting) {
    const head = heads.get(delivery.ruleId);
    if (!head || delivery.notification.at < head.notification.at) heads.set(delivery.ruleId, delivery);
  }
  const [next] = [...heads.values()].filter(({ nextAt }) => nextAt <= now).sort((one, other) => one.createdAt - other.createdAt);
  if (!next) return [];
  if (!digests || waiting.length <= DIGEST_OVER) return [next];
  return [...waiting].sort((one, other) => one.notification.at - other.notification.at);
}

const FIRST_WAIT = 5 * SECOND;
const LONGEST_WAIT = 5 * MINUTE;
/** After this long a message is given up. */
export const PATIENCE = DAY;

/**
 * How long to wait after the `attempts`-th failed attempt: 5 s, doubled each time, at most 5 min; of that, half for sure and half by chance
 * (`random` from 0 to 1), so that not all knock at once when a receiver is back.
 */
export function backOff(attempts: number, random: number): Millis {
  const whole = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts - 1, 20));
  return millis(Math.round(whole / 2 + (whole / 2) * random));
}

/** What becomes of `delivery` after an attempt at `now`. */
export function afterAttempt(delivery: Delivery, sent: Sent, now: Millis, random: number): Outcome {
  const attempts = delivery.attempts + 1;
  const { outcome } = sent;
  if (sent.kind === 'sent') return { state: 'sent', attempts, nextAt: now, sentAt: now, outcome };
  if (sent.kind === 'refused') return { state: 'dead', attempts, nextAt: now, outcome };
  if (now - delivery.createdAt >= PATIENCE) return { state: 'dead', attempts, nextAt: now, outcome: `Given up after a day. ${outcome}` };
  // a receiver that asks for more patience than there is gets what there is
  const wait = Math.max(Math.min(sent.afterMillis ?? 0, PATIENCE), backOff(attempts, random));
  return { state: 'waiting', attempts, nextAt: millis(now + wait), outcome };
}
