/**
 * The demo as a process of its own: `demo.mjs --endpoint http://127.0.0.1:4318 [--seed 1] [--now <Unix ms>] [--no-fill]`.
 * Its parent hears how it goes over IPC; without one it prints that. It stops on SIGTERM, SIGINT and when the parent goes away.
 */
import { parseArgs } from 'node:util';
import { millis } from '@/lib/base/time';
import { run } from '@/lib/demo/run';

/** What the process tells its parent: how much of the past is in (0 to 1), that there is only live play now, or in a sentence why it ended. */
export type DemoMessage = { readonly progress: number } | { readonly live: true } | { readonly failed: string };

function tell(message: DemoMessage): void {
  if (process.send) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}

const { values } = parseArgs({
  options: {
    /** Base URL of the OTLP/HTTP receiver. */
    endpoint: { type: 'string', default: 'http://127.0.0.1:4318' },
    seed: { type: 'string', default: '1' },
    /** When live play begins. */
    now: { type: 'string', default: String(Date.now()) },
    /** Leave the 24 hours before out: they were sent by an earlier run. */
    'no-fill': { type: 'boolean', default: false },
  },
});

const stop = new AbortController();
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, () => stop.abort());

try {
  await run({
    endpoint: values.endpoint,
    seed: Number(values.seed),
    fill: !values['no-fill'],
    now: millis(Number(values.now)),
    stop: stop.signal,
    onProgress: (progress) => tell({ progress }),
    onFilled: () => tell({ live: true }),
  });
} catch (error) {
  tell({ failed: `The demo stopped: ${error instanceof Error ? error.message : String(error)}` });
  process.exitCode = 1;
}
// The channel to the parent would keep the process alive.
if (process.connected) process.disconnect();
