import { createHmac } from 'node:crypto';
import type { Millis } from '@/lib/base/time';
import { unixSeconds } from '@/lib/notify/wording';

/**
 * `t=1763746800,v1=…`: when the body was signed, in seconds, and the hex HMAC-SHA256 of `<t>.<body>` under `key`. The time is signed with it,
 * so that a receiver can refuse an old message that someone sends again.
 */
export function signature(key: string, body: string, at: Millis): string {
  const t = unixSeconds(at);
  return `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}`;
}
