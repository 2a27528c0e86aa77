import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { mailMessage } from '@/lib/notify/email';
import { NotifyFault } from '@/lib/notify/guarded-fetch';
import { AT, CASES, groupOf, HOSTILE_TEXTS, notificationOf } from '@/lib/notify/hostile.testing';
import { mailboxOf } from '@/lib/notify/mailbox';
import { openMailer } from '@/lib/notify/mailer';
import { send } from '@/lib/notify/send';

interface Mail {
  readonly from: string;
  readonly to: string[];
  readonly secure: boolean;
  readonly user: unknown;
  readonly raw: string;
}

const open: SMTPServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
});

/** A mail server on loopback that keeps what it takes. */
async function openServer(options: SMTPServerOptions = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { envelope, secure, user } = session;
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), secure, user, raw: Buffer.concat(chunks).toString() });
        callback(null);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

const FROM = 'Hearth <hearth@example.com>';
const message = (over = {}, to = ['ops@example.org']) => mailMessage({ to }, notificationOf(over), 'example.com');

async function faultOf(work: Promise<unknown>): Promise<Pick<NotifyFault, 'again' | 'message'>> {
  const cause = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(cause instanceof NotifyFault)) throw new Error(`no fault, but ${String(cause)}`);
  return { again: cause.again, message: cause.message };
}

const header = (raw: string, name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r\n[ \t]/g, ' ');

describe('a mail that arrives', () => {
  it('has a text and an HTML part, and everything that makes a thread', async () => {
    const { port, mails } = await openServer();
    const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM });
    expect(await mailer.send(message())).toMatch(/^250 /);
    await mailer.send(message({ id: 'another', kind: 'resolved', firing: [], resolved: [groupOf('marketing-agent')] }));
    const [fired, resolved] = mails;
    expect(fired).toMatchObject({ from: 'hearth@example.com', to: ['ops@example.org'], secure: false });
    expect(header(fired?.raw ?? '', 'From')).toBe('Hearth <hearth@example.com>');
    expect(header(fired?.raw ?? '', 'Subject')).toBe('[Critical] High error rate: marketing-agent at 7.1 %');
    expect(header(resolved?.raw ?? '', 'Subject')).toMatch(/^\[Resolved\]/);
    expect(header(fired?.raw ?? '', 'Content-Type')).toMatch(/^multipart\/alternative/);
    expect(fired?.raw).toMatch(/Content-Type: text\/plain; charset=utf-8/i);
    expect(fired?.raw).toMatch(/Content-Type: text\/html; charset=utf-8/i);
    expect(header(fired?.raw ?? '', 'Auto-Submitted')).toBe('auto-generated');
    expect(header(fired?.raw ?? '', 'References')).toBe(header(resolved?.raw ?? '', 'References'));
    expect(header(fired?.raw ?? '', 'In-Reply-To')).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    expect(header(fired?.raw ?? '', 'Message-ID')).not.toBe(header(resolved?.raw ?? '', 'Message-ID'));
  });

  it('signs in', async () => {
    const { port, mails } = await openServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) =>
        username === 'hearth' && password === 'p@ss'
          ? callback(null, { user: 'hearth' })
          : callback(new Error('Invalid username or password')),
    });
    await openMailer({ url: `smtp://hearth:p%40ss@127.0.0.1:${port}`, from: FROM }).send(message());
    expect(mails).toMatchObject([{ user: 'hearth' }]);
    const fault = await faultOf(openMailer({ url: `smtp://hearth:wrong@127.0.0.1:${port}`, from: FROM }).send(message()));
    expect(fault.again).toBe('never');
    expect(fault.message).toContain('535');
    expect(fault.message).not.toContain('wrong');
  });

  it('goes over TLS where the server offers it, and only to one whose certificate holds', async () => {
    const { port, mails } = await openServer({ disabledCommands: [] });
    const fault = await faultOf(openMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM }).send(message()));
    expect(fault.again).toBe('later');
    expect(fault.message).toMatch(/certificate/i);
    expect(mails).toEqual([]);
    await openMailer({ url: `smtp://127.0.0.1:${port}?tls.rejectUnauthorized=false`, from: FROM }).send(message());
    expect(mails).toMatchObject([{ secure: true }]);
  });
});

describe('a mail that does not arrive', () => {
  const answering = (code: number) =>
    openServer({ onRcptTo: (_address, _session, callback) => callback(Object.assign(new Error('no such user'), { responseCode: code })) });

  it.each([
    [550, 'never'],
    [451, 'later'],
  ] as const)('answered %i: %s', async (code, again) => {
    const { port } = await answering(code);
    const fault = await faultOf(openMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM }).send(message()));
    expect(fault).toEqual({ again, message: expect.stringContaining(`${code} no such user`) as string });
  });

  it('says for whom it was refused where others got it', async () => {
    const { port, mails } = await openServer({
      onRcptTo: ({ address }, _session, callback) =>
        address === 'gone@example.org' ? callback(Object.assign(new Error('gone'), { responseCode: 550 })) : callback(),
    });
    const outcome = await openMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM }).send(
      message({}, ['ops@example.org', 'gone@example.org']),
    );
    expect(outcome).toMatch(/^250 .*; refused for gone@example\.org$/);
    expect(mails).toMatchObject([{ to: ['ops@example.org'] }]);
  });

  it('no server', async () => {
    const { port } = await openServer();
    await Promise.all(open.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    const fault = await faultOf(openMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM }).send(message()));
    expect(fault).toEqual({ again: 'later', message: expect.stringContaining('ECONNREFUSED') as string });
  });

  it.each([
    ['that says nothing', ''],
    ['that falls silent', '220 mail.example.com\r\n'],
  ])('a server %s', async (_name, greeting) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      // what comes is read, or its end would never be seen
      socket.resume();
      socket.write(greeting);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM }, { connect: 200, silence: 200 });
    expect((await faultOf(mailer.send(message()))).again).toBe('later');
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('says what to set where e-mail is not set up', async () => {
    const ports = { fetch: () => Promise.reject(new Error('not called')), mail: openMailer(undefined), now: () => AT };
    expect(await send({ target: { kind: 'email', to: ['ops@example.org'] } }, notificationOf(), ports)).toEqual({
      kind: 'refused',
      outcome: 'E-mail is not set up: the operator sets HEARTH_SMTP_URL and HEARTH_SMTP_FROM.',
    });
  });
});

describe('what stands in a mail', () => {
  it.each(CASES)('%s: one line of subject, labels as text', (_name, notification) => {
    const { subject, html, text } = mailMessage({ to: ['ops@example.org'] }, notification, 'example.com');
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(html).not.toContain('<script');
    expect(html + text).not.toMatch(/\p{Cs}/u);
    expect(html.length).toBeLessThan(300_000);
  });

  it('escapes what HTML gives a meaning', () => {
    const { html } = message({ firing: [groupOf(HOSTILE_TEXTS.markup)] });
    expect(html).toContain('service.name=&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; &#39;single&#39; &lt;/text&gt;');
    expect(html).toContain('href="https://wiki.example.com/errors?a=1&amp;b=2"');
  });

  it('is the same mail in a later attempt', () => expect(message()).toEqual(message()));

  it('reads well as plain text', () => {
    expect(message({ moreFiring: 2 }).text.replaceAll('\u00a0', ' ')).toBe(
      [
        '[Critical] High error rate: marketing-agent at 7.1 %',
        '2026-11-21 17:40 UTC',
        '',
        'Share of requests that fail.',
        '',
        'Firing:',
        '- service.name=marketing-agent · route=/v1/0',
        '  Critical: 7.1 %, above 5 % (since 2026-11-21 17:30 UTC)',
        '  Errors of marketing-agent',
        '  https://hearth.example.com/live?service=0',
        'and 2 more',
        '',
        'Rule: https://hearth.example.com/alerts/high-error-rate',
        'Runbook: https://wiki.example.com/errors?a=1&b=2',
        '',
      ].join('\n'),
    );
  });
});

describe('mailboxOf', () => {
  it.each([
    ['hearth@example.com', 'example.com'],
    ['Hearth <hearth@example.com>', 'example.com'],
    ['"A, B" <a.b+c@mail.example.com>', 'mail.example.com'],
    ['hearth@localhost', 'localhost'],
    ['nobody', undefined],
    ['a@b@c', undefined],
    ['Hearth <hearth@example.com', undefined],
    ['a@b\r\nBcc: x@y', undefined],
  ])('%s', (text, domain) => expect(mailboxOf(text)?.domain).toBe(domain));
});
