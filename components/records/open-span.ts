/** What a list says of a span that has begun and not ended. */
import { SECOND, type Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { isSilent, NO_END } from '@/lib/model/running';

/** `running 41 s`, in whole seconds, or that no end was received; `age` in ms since it began. */
export function openText(age: Millis): string {
  if (isSilent(age)) return NO_END;
  return age < SECOND ? 'running' : `running ${formatDuration(Math.floor(age / SECOND) * 1e9)}`;
}
