import https from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import selfSigned from 'smtp-server/lib/tls-options.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allowListOf, NOTHING_ALLOWED } from '@/lib/notify/address-rules';
import { guardedFetch, NotifyFault, type Guard } from '@/lib/notify/guarded-fetch';
import type { HttpMessage } from '@/lib/notify/message';
import { LOOPBACK_ALLOWED, openReceiver, type Receiver } from '@/lib/notify/receiver.testing';

const open: Receiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});
async function receiver(...args: Parameters<typeof openReceiver>): Promise<Receiver> {
  const opened = await openReceiver(...args);
  open.push(opened);
  return opened;
}

const post = (url: string, body = '{}'): HttpMessage => ({ by: 'http', url, method: 'POST', headers: { 'x-test': 'yes' }, body });

async function faultOf(work: Promise<unknown>): Promise<Pick<NotifyFault, 'again' | 'message'>> {
  const cause = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(cause instanceof NotifyFault)) throw new Error(`no fault, but ${String(cause)}`);
  return { again: cause.again, message: cause.message };
}

describe('a request that arrives', () => {
  it('brings its body and headers, and the answer back', async () => {
    const to = await receiver((response) => response.writeHead(202, { 'x-answer': '1' }).end('taken'));
    const reply = await guardedFetch(post(`${to.url}/hook?a=1`, '{"ü":1}'), { allow: LOOPBACK_ALLOWED });
    expect(reply).toMatchObject({ status: 202, body: 'taken', headers: { 'x-answer': '1' } });
    expect(to.received).toMatchObject([
      { method: 'POST', path: '/hook?a=1', body: '{"ü":1}', headers: { 'x-test': 'yes', 'content-length': '8', 'user-agent': 'Hearth' } },
    ]);
  });

  it('reads no more than 64 kB of an answer that never ends', async () => {
    const to = await receiver((response) => {
      const more = () => {
        while (response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    const reply = await guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED });
    expect(reply.status).toBe(200);
    expect(reply.body).toHaveLength(65_536);
  });

  it('takes no longer over an answer that comes a letter at a time, and keeps its status', async () => {
    // the time is up at the twentieth letter, however long it takes until then
    const timeUp = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeUp.signal);
    const server = createServer((socket) => {
      let letters = 0;
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n');
      const timer = setInterval(() => {
        socket.write('x');
        letters += 1;
        if (letters === 20) timeUp.abort();
      }, 10);
      socket.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const reply = await guardedFetch(post(`http://127.0.0.1:${port}/`), { allow: LOOPBACK_ALLOWED, limit: 150 });
    expect(timeout).toHaveBeenCalledWith(150);
    timeout.mockRestore();
    expect(reply.status).toBe(200);
    expect(reply.body.length).toBeLessThanOrEqual(20);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('keeps the status of an answer that breaks off', async () => {
    const to = await receiver((response) => {
      response.writeHead(202, { 'content-length': 1_000 });
      response.write('taken', () => response.socket?.destroy());
    });
    expect(await guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED })).toMatchObject({ status: 202 });
  });
});

describe('where it may not go', () => {
  it.each([
    ['http://127.0.0.1:1/', '127.0.0.1 is a loopback address'],
    ['http://2130706433/', '127.0.0.1 is a loopback address'],
    ['http://0177.0.0.1/', '127.0.0.1 is a loopback address'],
    ['http://0x7f.1/', '127.0.0.1 is a loopback address'],
    ['http://127.1/', '127.0.0.1 is a loopback address'],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254 is a link-local address'],
    ['http://[::1]/', '::1 is a loopback address'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1 is a loopback address'],
    ['http://[64:ff9b::a00:1]/', '64:ff9b::a00:1 is a NAT64 address'],
    ['http://0/', '0.0.0.0 is no address of a machine'],
  ])('%s', async (url, sentence) => {
    const fault = await faultOf(guardedFetch(post(url), { allow: NOTHING_ALLOWED }));
    expect(fault.again).toBe('never');
    expect(fault.message).toBe(`${sentence}. Hearth only sends to public addresses; the operator allows others with HEARTH_NOTIFY_ALLOW.`);
  });

  it.each([
    ['file:///etc/passwd', 'Only http and https addresses are called.'],
    ['gopher://example.com/', 'Only http and https addresses are called.'],
    ['http://user:password@example.com/', 'The address holds a name or a password: put them into an Authorization header.'],
    ['no address', 'This is not an address.'],
  ])('%s', async (url, message) =>
    expect(await faultOf(guardedFetch(post(url), { allow: NOTHING_ALLOWED }))).toEqual({ again: 'never', message }),
  );

  it('a name of which one address is private', async () => {
    const resolve = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ];
    const fault = await faultOf(guardedFetch(post('http://hooks.example.com/'), { allow: NOTHING_ALLOWED, resolve }));
    expect(fault).toEqual({
      again: 'never',
      message:
        'hooks.example.com is at 10.0.0.7, a private address. Hearth only sends to public addresses; the operator allows others with HEARTH_NOTIFY_ALLOW.',
    });
  });

  it('localhost, by the system’s own resolver', async () => {
    const fault = await faultOf(guardedFetch(post('http://localhost:1/'), { allow: NOTHING_ALLOWED }));
    expect(fault.message).toMatch(/^localhost is at (127\.0\.0\.1|::1), a loopback address\./);
  });

  it('follows no redirect: the answer is the redirect', async () => {
    const secret = await receiver();
    const to = await receiver((response) => response.writeHead(307, { location: `${secret.url}/internal` }).end());
    expect((await guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED })).status).toBe(307);
    expect(secret.received).toEqual([]);
  });
});

describe('rebinding', () => {
  it('resolves a name once and connects to what was checked', async () => {
    const to = await receiver();
    let asked = 0;
    // a public answer to the check and a private one to the connection would be the attack: there is no second question
    const guard: Guard = {
      allow: LOOPBACK_ALLOWED,
      resolve: async () => {
        asked += 1;
        return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
      },
    };
    await guardedFetch(post(`http://rebind.example.com:${to.port}/`), guard);
    expect(asked).toBe(1);
    expect(to.received).toMatchObject([{ headers: { host: `rebind.example.com:${to.port}` } }]);
  });

  it('goes on to the next of the addresses that were checked', async () => {
    const to = await receiver();
    // nothing listens on the first one
    const addresses = ['127.0.0.9', '127.0.0.1'].map((address) => ({ address, family: 4 }));
    const reply = await guardedFetch(post(`http://two.example.com:${to.port}/`), {
      allow: LOOPBACK_ALLOWED,
      resolve: async () => addresses,
    });
    expect(reply.status).toBe(200);
  });

  it('allows a name that the operator named, wherever it is', async () => {
    const to = await receiver();
    const guard: Guard = { allow: allowListOf(['Alerts.Internal']), resolve: async () => [{ address: '127.0.0.1', family: 4 }] };
    expect((await guardedFetch(post(`http://alerts.internal:${to.port}/`), guard)).status).toBe(200);
    expect((await faultOf(guardedFetch(post(`http://other.internal:${to.port}/`), guard))).again).toBe('never');
  });
});

describe('https', () => {
  it('asks for the name, and believes no certificate that nobody vouches for', async () => {
    const asked: string[] = [];
    const server = https.createServer({
      ...selfSigned(),
      SNICallback: (name, callback) => {
        asked.push(name);
        callback(null);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const guard: Guard = { allow: LOOPBACK_ALLOWED, resolve: async () => [{ address: '127.0.0.1', family: 4 }] };
    const fault = await faultOf(guardedFetch(post(`https://hooks.example.com:${port}/`), guard));
    expect(fault).toEqual({
      again: 'later',
      message: expect.stringMatching(/^hooks\.example\.com:\d+ could not be reached: \w*(SELF_SIGNED|CERT)\w*\.$/) as string,
    });
    expect(asked).toEqual(['hooks.example.com']);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});

describe('what may get through later', () => {
  it('a refused connection', async () => {
    const to = await openReceiver();
    await to.close();
    expect(await faultOf(guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED }))).toEqual({
      again: 'later',
      message: `127.0.0.1:${to.port} could not be reached: ECONNREFUSED.`,
    });
  });

  it('a name that cannot be resolved', async () => {
    const fault = await faultOf(guardedFetch(post('http://nowhere.invalid/'), { allow: NOTHING_ALLOWED }));
    expect(fault.again).toBe('later');
    expect(fault.message).toMatch(/^The name nowhere\.invalid could not be resolved \(E[A-Z_]+\)\.$/);
  });

  it('a resolver that hangs', async () => {
    const guard: Guard = { allow: NOTHING_ALLOWED, resolve: () => new Promise(() => undefined), limit: 50 };
    expect(await faultOf(guardedFetch(post('http://slow.example.com/'), guard))).toEqual({
      again: 'later',
      message: 'slow.example.com did not answer within 0.05 s.',
    });
  });

  it('a receiver that says nothing', async () => {
    const to = await receiver(() => undefined);
    const fault = await faultOf(guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED, limit: 100 }));
    expect(fault).toEqual({ again: 'later', message: `127.0.0.1:${to.port} did not answer within 0.1 s.` });
  });

  it('a receiver that hangs up', async () => {
    const to = await receiver((response) => response.socket?.destroy());
    expect(await faultOf(guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED }))).toEqual({
      again: 'later',
      message: `127.0.0.1:${to.port} could not be reached: ECONNRESET.`,
    });
  });
});

it('ends with an abort where whoever asked aborts', async () => {
  const stop = new AbortController();
  const to = await receiver(() => stop.abort());
  await expect(guardedFetch(post(to.url), { allow: LOOPBACK_ALLOWED }, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
