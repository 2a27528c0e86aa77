/** What a list says of a span that has begun and not ended. */
import { SECOND, type Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { SILENCE } from '@/lib/model/running';

/** Whether a span that began `age` ms ago is no longer waited for. */
export function isSilent(age: Millis): boolean {
  return age > SILENCE;
}

/** `running 41 s`, in whole seconds, or that no end was received; `age` in ms since it began. */
export function openText(age: Millis): string {
  if (isSilent(age)) return 'no end received';
  return age < SECOND ? 'running' : `running ${formatDuration(Math.floor(age / SECOND) * 1e9)}`;
}
