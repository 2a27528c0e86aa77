import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * How long a test waits for something to come true, ms; it goes on as soon as it has. The second that vitest and Testing Library wait
 * is less than a busy machine takes to start a process or to draw a page.
 */
const WAIT = 20_000;

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    include: ['{lib,components,app}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: WAIT } },
    provide: { wait: WAIT },
    setupFiles: ['lib/vitest-setup.ts'],
  },
});
