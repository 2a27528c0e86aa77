/** Whatever an address or a body says, no route fails: it refuses, in a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';

/** Part of an address that is none, or names nothing. */
const ODD = [
  '%00',
  'a%00b',
  '%',
  '%25',
  '%E0%A4%A',
  '%ED%A0%80',
  '%F0%9F%92%A9',
  '..%2f..',
  '__proto__',
  "'",
  '-1',
  '1e999',
  'x'.repeat(8_000),
];
const GOOD: Readonly<Record<string, string>> = {
  traceId: '1'.repeat(32),
  spanId: '1'.repeat(16),
  time: '1763800000000000000',
  revision: '1',
};

const KEYS = ['id', 'ids', 'ruleId', 'channelId', 'page', 'filter', 'ask', 'after', 'name', 'slug', 'words', 'text', 'field', 'q'];
const SEARCHES = [
  'from=1e999&to=NaN&limit=1e400&step=-1',
  'from=-1&to=99999999999999999999&limit=-5',
  `filter=${'('.repeat(7_000)}`,
  'filter=%',
  ...['%00', '%ED%A0%80', '__proto__'].map((value) => `from=1&to=2&${KEYS.map((key) => `${key}=${value}`).join('&')}`),
];

const deep = (open: string, close: string) => open.repeat(50_000) + '1' + close.repeat(50_000);
const zeros = JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, '\0'])));
const BODIES: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  ...['', 'null', '[]', '1', '"x"', '{', '{}', '\0', new Uint8Array([0xff, 0xfe]), zeros],
  ...['{"id":"\\ud800"}', '{"__proto__":{"id":"x"}}', '{"id":1e400,"from":1e400,"to":-1e400}', `{"id":"${'x'.repeat(900_000)}"}`],
  ...[deep('[', ']'), deep('{"a":', '}'), `{"spec":${deep('{"filter":', '}')},"frame":{"range":{"from":0,"to":1},"step":1}}`],
];

interface Route {
  /** With its parameters in brackets. */
  readonly path: string;
  readonly method: string;
}

const folder = path.join(import.meta.dirname, '../app/api');
const routes: Route[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts')
  .flatMap((file) => {
    const source = readFileSync(path.join(folder, file), 'utf8');
    const methods = ['GET', 'PUT', 'POST', 'DELETE'].filter((method) => new RegExp(`^export .*\\b${method}\\b`, 'm').test(source));
    return methods.map((method) => ({ path: `/api/${path.dirname(file)}`, method }));
  });

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
});
test.afterAll(() => hearth.dispose());

/** Asks; what comes must be an answer, or a refusal with a sentence. */
async function holds(method: string, address: string, body?: (typeof BODIES)[number]): Promise<void> {
  const answer = await fetch(hearth.app + address, { method, headers: { origin: hearth.app }, body: body ?? null });
  const asked = `${method} ${address.slice(0, 100)} ${String(body ?? '').slice(0, 60)}`;
  expect(answer.status, asked).toBeLessThan(500);
  if (answer.status >= 400) expect(await answer.text(), asked).toMatch(/"message":"[A-Z“][^"]+/);
  // an answer may be a stream that never ends
  else await answer.body?.cancel();
}

const filled = (address: string, changes: Readonly<Record<string, string>> = {}) =>
  address.replace(/\[(\w+)\]/g, (_, name: string) => changes[name] ?? GOOD[name] ?? 'nothing');

test('odd parts of addresses', async () => {
  expect(routes.length).toBeGreaterThan(50);
  for (const { path: address, method } of routes) {
    for (const [, name = ''] of address.matchAll(/\[(\w+)\]/g)) {
      for (const value of ODD)
        await holds(method, `${filled(address, { [name]: value })}?from=1&to=2`, method === 'GET' ? undefined : '{}');
    }
  }
});

test('odd searches', async () => {
  for (const { path: address } of routes.filter(({ method }) => method === 'GET')) {
    for (const search of SEARCHES) await holds('GET', `${filled(address)}?${search}`);
  }
});

test('odd bodies', async () => {
  // the demo's switch takes no more than which way: what it refuses is in the others
  for (const { path: address, method } of routes.filter(({ path: at, method }) => method !== 'GET' && at !== '/api/demo')) {
    for (const body of BODIES) await holds(method, filled(address), body);
  }
});
