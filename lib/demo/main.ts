/**
 * The demo as a process of its own: `main.js <OTLP/HTTP endpoint> [seed] [now in Unix ms]`. Its parent hears how it goes over
 * IPC ({ progress }, { live }, { failed, message }); without one it prints that. It stops on SIGTERM, SIGINT and when
 * the parent goes away.
 */
import { millis } from '@/lib/base/time';
import { run } from '@/lib/demo/run';

/** What the process tells its parent. */
export type DemoMessage = { readonly progress: number } | { readonly live: true } | { readonly failed: true; readonly message: string };

function tell(message: DemoMessage): void {
  if (process.send) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}

const [endpoint, seed = '1', now = String(Date.now())] = process.argv.slice(2);
const stop = new AbortController();
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, () => stop.abort());

if (!endpoint || !Number.isInteger(Number(seed)) || !Number.isFinite(Number(now))) {
  tell({ failed: true, message: 'Usage: main.js <OTLP/HTTP endpoint> [seed] [now in Unix ms]' });
  process.exitCode = 2;
} else {
  try {
    await run({
      endpoint,
      seed: Number(seed),
      now: millis(Number(now)),
      stop: stop.signal,
      onProgress: (progress) => tell({ progress }),
      onLive: () => tell({ live: true }),
    });
  } catch (error) {
    tell({ failed: true, message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
}
// The channel to the parent would keep the process alive.
if (process.connected) process.disconnect();
