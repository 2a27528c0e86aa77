/**
 * When a span that has begun and not ended is taken for lost, so that it is shown as “no end received” and not as running for ever.
 * Its process is known by `service.name`, `service.instance.id` and `process.pid`; signs of its life are the spans and logs that it sends.
 */
import { millis, MINUTE } from '@/lib/base/time';

/** Silent for this long, a process is taken for one that has ended. */
export const SILENCE = millis(10 * MINUTE);

/** Silent for this long is enough where another process of its service was first heard of since: it was restarted. */
export const SILENCE_AFTER_RESTART = millis(MINUTE);
