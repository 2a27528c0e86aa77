import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, request as ask, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBuiltFiles } from '@/lib/server/built-files';
import { compressBuilt } from '@/lib/server/compress-built';

const SCRIPT = 'export const spans = 1;\n'.repeat(100);
let root: string;
let server: Server;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'hearth-built-'));
  await mkdir(path.join(root, 'static/chunks'), { recursive: true });
  await writeFile(path.join(root, 'static/chunks/a.js'), SCRIPT);
  await writeFile(path.join(root, 'static/chunks/font.woff2'), 'font');
  await writeFile(path.join(root, 'secret.js'), 'secret');
  await writeFile(path.join(root, 'secret.js.br'), 'secret');
  await compressBuilt(path.join(root, 'static'));
  const files = await openBuiltFiles(path.join(root, 'static'));
  server = createServer((request, response) => void files(request, response).then((served) => void (served || response.end('by Next'))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

interface Answered {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

function get(address: string, accept?: string, method = 'GET'): Promise<Answered> {
  const { port } = server.address() as AddressInfo;
  const headers = accept === undefined ? {} : { 'accept-encoding': accept };
  return new Promise((resolve, reject) => {
    ask({ host: '127.0.0.1', port, path: address, method, headers, agent: false }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.once('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(pieces) }));
    })
      .once('error', reject)
      .end();
  });
}

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['BR', 'br'],
])('to who accepts %s it comes as %s', async (accept, coding) => {
  const { headers, bytes } = await get('/_next/static/chunks/a.js?dpl=1', accept);
  expect(headers).toMatchObject({
    'content-encoding': coding,
    'content-type': 'application/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': String(bytes.length),
    vary: 'accept-encoding',
  });
  expect((coding === 'br' ? brotliDecompressSync : gunzipSync)(bytes).toString()).toBe(SCRIPT);
});

it('tells the same of a file without its bytes', async () => {
  const whole = await get('/_next/static/chunks/a.js', 'br');
  const { headers, bytes } = await get('/_next/static/chunks/a.js', 'br', 'HEAD');
  expect(bytes).toHaveLength(0);
  expect(headers['content-length']).toBe(String(whole.bytes.length));
});

it.each([
  ['who accepts no coding', '/_next/static/chunks/a.js', undefined],
  ['who accepts others', '/_next/static/chunks/a.js', 'zstd, br;q=0'],
  ['a file that is no text', '/_next/static/chunks/font.woff2', 'br'],
  ['a file that is not there', '/_next/static/chunks/b.js', 'br'],
  ['a way out of the folder', '/_next/static/../secret.js', 'br'],
  ['the compressed file itself', '/_next/static/chunks/a.js.br', 'br'],
  ['a page', '/traces', 'br'],
])('leaves %s to Next', async (_, address, accept) => {
  expect((await get(address, accept)).bytes.toString()).toBe('by Next');
});

it('leaves what is sent to Next', async () => {
  expect((await get('/_next/static/chunks/a.js', 'br', 'POST')).bytes.toString()).toBe('by Next');
});
