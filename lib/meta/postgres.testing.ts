/** A real PostgreSQL server for tests, in a folder of its own; its programs are found on PATH or where Debian puts them. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { present } from '@/lib/base/assert';

const run = promisify(execFile);
// PostgreSQL refuses to run as root: there, it runs as Debian's and most systems' "nobody"
const NOBODY = 65_534;

export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

function binaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => path.join(debian, version, 'bin'))];
  return present(
    folders.find((folder) => existsSync(path.join(folder, 'initdb'))),
    'a PostgreSQL installation (initdb)',
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts a server with an empty database `hearth` on a free port. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries();
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-postgres-'));
  const data = path.join(folder, 'data');
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in identity) await chown(folder, NOBODY, NOBODY);
  const options = { cwd: folder, ...identity };
  await run(path.join(bin, 'initdb'), ['-D', data, '-U', 'hearth', '-A', 'trust', '--no-sync', '-E', 'UTF8'], options);
  const port = await freePort();
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F'], options);
  const url = `postgres://hearth@127.0.0.1:${port}/hearth`;
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${output}`)));
  });
  await run('psql', [`postgres://hearth@127.0.0.1:${port}/postgres`, '-c', 'CREATE DATABASE hearth'], options);
  return {
    url,
    async stop() {
      server.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
