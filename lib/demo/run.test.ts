import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { nowMillis } from '@/lib/base/time';
import { run, type Settings } from '@/lib/demo/run';

/** Runs the demo against a receiver that takes everything, and tells how many bytes each path got. */
async function play(
  settings: Omit<Settings, 'endpoint' | 'seed' | 'now'>,
  onRequest: (path: string) => void = () => undefined,
): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    request.on('data', (chunk: Buffer) => (seen[path] = (seen[path] ?? 0) + chunk.length));
    request.on('end', () => {
      response.end();
      onRequest(path);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await run({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seed: 1, now: nowMillis(), ...settings });
  await new Promise((resolve) => server.close(resolve));
  return seen;
}

it('fills in the past over HTTP with every signal, tells how far it is, and stops when told to', async () => {
  const stop = new AbortController();
  const progress: number[] = [];
  const paths = new Set<string>();
  const seen = await play({ fill: true, stop: stop.signal, onProgress: (share) => progress.push(share) }, (path) => {
    paths.add(path);
    if (paths.size === 3) stop.abort();
  });
  expect(Object.keys(seen).sort()).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces']);
  expect(progress.length).toBeGreaterThan(0);
  expect(progress).toEqual(progress.map((_, index) => (index + 1) / 100));
});

it('plays live from the first moment when the past is left out', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  const seen = await play(
    { fill: false, stop: stop.signal, onFilled: () => told.push('filled'), onProgress: () => told.push('progress') },
    (path) => path === '/v1/traces' && stop.abort(),
  );
  expect(told).toEqual(['filled']);
  expect(seen['/v1/traces']).toBeGreaterThan(0);
});
