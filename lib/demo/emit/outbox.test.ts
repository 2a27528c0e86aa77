import { expect, it } from 'vitest';
import { Outbox } from '@/lib/demo/emit/outbox';
import { Sender } from '@/lib/demo/emit/sender';

/** Notes what is sent instead of sending it. */
class Noting extends Sender {
  readonly sent: string[] = [];
  override async send(signal: string, body: Buffer): Promise<void> {
    this.sent.push(`${signal} ${body.toString()}`);
  }
}

it('fills requests in order, and sends the rest when it is flushed', async () => {
  const sender = new Noting('http://unused', new AbortController().signal);
  const outbox = new Outbox<string>(sender, 'logs', 3, (records) => Buffer.from(records.join('')));
  await outbox.add(['a', 'b']);
  expect(sender.sent).toEqual([]);
  await outbox.add(['c', 'd', 'e', 'f', 'g']);
  expect(sender.sent).toEqual(['logs abc', 'logs def']);
  await outbox.flush();
  await outbox.flush();
  expect(sender.sent).toEqual(['logs abc', 'logs def', 'logs g']);
});
