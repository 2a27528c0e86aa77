import type { HttpMessage } from '@/lib/notify/message';

/** The call that says that Hearth evaluates in time; whoever is called raises the alarm when it stays away. */
export function heartbeatMessage(target: { url: string }): HttpMessage {
  return { by: 'http', url: target.url, method: 'GET', headers: {}, body: '' };
}
