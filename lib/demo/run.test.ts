import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { nowMillis } from '@/lib/base/time';
import { run } from '@/lib/demo/run';

it('fills in the past over HTTP, tells how far it is, and stops when told to', async () => {
  const seen: Record<string, number> = {};
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (seen[request.url ?? ''] = (seen[request.url ?? ''] ?? 0) + chunk.length));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = new AbortController();
  const progress: number[] = [];
  await run({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seed: 1,
    fill: true,
    now: nowMillis(),
    stop: stop.signal,
    onProgress: (share) => {
      progress.push(share);
      if (share >= 0.03) stop.abort();
    },
  });
  await new Promise((resolve) => server.close(resolve));
  expect(progress).toEqual([0.01, 0.02, 0.03]);
  // 43 minutes of a day that is 5 % dense: some 1 700 traces; requests of hundreds of kilobytes.
  expect(Object.keys(seen).sort()).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces']);
  expect(seen['/v1/traces']).toBeGreaterThan(1_000_000);
});
