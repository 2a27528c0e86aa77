/** Keys that a message carries so that who gets it can tell it again. On the server: Node's hashes. */
import { createHash } from 'node:crypto';
import type { Millis } from '@/lib/base/time';

function hash(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The same for every attempt to say the same: one rule, one channel, one window, one kind of message. 64 hexadecimal digits. */
export function notificationId(ruleId: string, channelId: string, at: Millis, kind: string): string {
  return hash(ruleId, channelId, at, kind);
}

/** The same for all that a rule says on a channel. With the address of this Hearth: two of them can have the same rule, and tell the same service. */
export function dedupKey(ruleId: string, channelId: string, publicUrl: string): string {
  return `hearth-${hash(ruleId, channelId, publicUrl).slice(0, 40)}`;
}
