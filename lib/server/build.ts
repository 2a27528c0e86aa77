/** Builds the pages when there is no build of the present sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compressBuilt } from '@/lib/server/compress-built';
import { StartupFault } from '@/lib/server/startup-fault';

const SOURCES = ['app', 'components', 'lib', 'public', 'package-lock.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json'];
const STAMP = '.next/hearth-sources';

/** A hash over names and contents, so that neither a checkout nor a copy (new times, same text) makes a build stale. */
async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const source of SOURCES) await addSource(hash, root, source);
  return hash.digest('hex');
}

async function addSource(hash: ReturnType<typeof createHash>, root: string, name: string): Promise<void> {
  const file = path.join(root, name);
  if (!existsSync(file)) return;
  const entries = path.extname(name) === '' ? await readdir(file, { withFileTypes: true }).catch(() => undefined) : undefined;
  if (!entries) {
    hash.update(`\n${name}\n`).update(await readFile(file));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!/\.(test|testing)\.tsx?$/.test(entry.name)) await addSource(hash, root, `${name}/${entry.name}`);
  }
}

/**
 * Builds the pages unless the build of these very sources is there; `stop` ends a build that runs. Throws StartupFault with what
 * the build printed, and AbortError when it was stopped.
 */
export async function buildPages(root: string, stop: AbortSignal = new AbortController().signal): Promise<void> {
  const stamp = path.join(root, STAMP);
  const sources = await hashSources(root);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return;
  console.log('Building the pages (about a minute, once) …');
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new StartupFault(`The pages could not be built:\n${output}`);
  await compressBuilt(path.join(root, '.next/static'));
  await writeFile(stamp, sources);
}
