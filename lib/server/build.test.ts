import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { buildPages } from '@/lib/server/build';

let root: string;
const at = (name: string) => path.join(root, name);
const put = (name: string, text: string) => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
};
/** How often the pages were built. */
const builds = () => (existsSync(at('builds')) ? readFileSync(at('builds'), 'utf8').length : 0);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hearth-build-'));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  put(
    'node_modules/next/dist/bin/next',
    `const fs = require('node:fs'); fs.mkdirSync('.next/static', { recursive: true }); fs.writeFileSync('.next/static/a.js', 'a'); fs.appendFileSync('builds', '+');`,
  );
  put('app/page.tsx', 'page');
  put('lib/server/x.ts', 'x');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

it('builds once for the same sources', async () => {
  await buildPages(root);
  await buildPages(root);
  expect(builds()).toBe(1);
  expect(existsSync(at('.next/static/a.js.br'))).toBe(true);
});

it.each([
  ['a changed page', 'app/page.tsx', 2],
  ['a new file', 'components/ui/new.tsx', 2],
  ['other packages', 'package-lock.json', 2],
  ['a test', 'lib/server/x.test.ts', 1],
  ['a document', 'docs/x.md', 1],
])('%s', async (_, name, times) => {
  await buildPages(root);
  put(name, 'other');
  await buildPages(root);
  expect(builds()).toBe(times);
});

it('tells what a build that fails printed, and tries again the next time', async () => {
  put('node_modules/next/dist/bin/next', `console.log('no such component'); process.exit(1);`);
  for (const _ of [1, 2]) await expect(buildPages(root)).rejects.toThrow('The pages could not be built:\nno such component');
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('ends a build that nobody waits for any more', async () => {
  put(
    'node_modules/next/dist/bin/next',
    `require('node:fs').writeFileSync('began', String(process.pid)); setInterval(() => undefined, 1_000);`,
  );
  const stop = new AbortController();
  const built = expect(buildPages(root, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => readFileSync(at('began'), 'utf8')).not.toBe('');
  const pid = Number(readFileSync(at('began'), 'utf8'));
  stop.abort();
  await built;
  await expect.poll(() => isAlive(pid)).toBe(false);
});
