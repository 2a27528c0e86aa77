/** What leaves Hearth for a channel: made by pure functions, so that it can be looked at before it is sent. */

export interface HttpMessage {
  readonly by: 'http';
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** '' for GET. */
  readonly body: string;
}

export interface MailMessage {
  readonly by: 'mail';
  readonly to: readonly string[];
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** In angle brackets: the same for every attempt. */
  readonly messageId: string;
  /** In angle brackets: what all messages about one trouble refer to, so that mail programs show them as one thread. */
  readonly thread: string;
}

export type Message = HttpMessage | MailMessage;

/** A POST of JSON. */
export function jsonPost(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpMessage {
  return { by: 'http', url, method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
