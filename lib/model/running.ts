/**
 * When a span that has begun and not ended is taken for lost, so that it is shown as “no end received” and not as running for ever.
 * Its process is known by `service.name`, `service.instance.id` and `process.pid`; signs of its life are the spans and logs that it sends.
 */
import { millis, MINUTE, type Millis } from '@/lib/base/time';

/** What is said of a span that is taken for lost, wherever it is shown. */
export const NO_END = 'no end received';

/** Silent for this long, a process is taken for one that has ended. */
export const SILENCE = millis(10 * MINUTE);

/** Silent for this long is enough where another process of its service was first heard of since: it was restarted. */
export const SILENCE_AFTER_RESTART = millis(MINUTE);

/**
 * Whether nobody waits any longer for the ends of spans whose process was last heard of `silence` ms ago. `restarted`: another process
 * of its service was first heard of since. Where a process is not known, the signs of its life are those that are: of a trace that is
 * looked at by itself its own spans, of a span that was pushed its beginning.
 */
export function isSilent(silence: Millis, restarted = false): boolean {
  return silence > (restarted ? SILENCE_AFTER_RESTART : SILENCE);
}
