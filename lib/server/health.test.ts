import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Component, readHealth } from '@/lib/server/health';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const works: Component = { name: 'store', check: async () => undefined };
const broken: Component = { name: 'metadata', check: () => Promise.reject(new Error('connection refused')) };
const hangs: Component = { name: 'pages', check: () => new Promise(() => undefined) };

it('is healthy when all components are', async () => {
  expect(await readHealth([works], '1.2.3')).toMatchObject({
    status: 'healthy',
    version: '1.2.3',
    components: { store: { state: 'healthy' } },
  });
});

it('is degraded by one broken component, with its reason', async () => {
  expect(await readHealth([works, broken], '1')).toMatchObject({
    status: 'degraded',
    components: { store: { state: 'healthy' }, metadata: { state: 'degraded', reason: 'connection refused' } },
  });
});

it('does not wait for a component that hangs', async () => {
  const health = readHealth([hangs], '1');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await health).toMatchObject({ status: 'degraded', components: { pages: { state: 'degraded', reason: 'no answer within 3 s' } } });
});
