/** A real Hearth: the built one, on free ports, with a data folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

export interface RunningHearth {
  /** Where pages and API are. */
  readonly app: string;
  /** Base URLs for senders. */
  readonly http: string;
  readonly grpc: string;
  /** All that it has written to its terminal. */
  printed(): string;
  /** Ends it as an operator would; resolves to its exit code. */
  stop(): Promise<number | null>;
}

const Status = z.object({ endpoints: z.object({ http: z.string(), grpc: z.string(), app: z.string() }) });

/** A first start builds the pages, which takes minutes on a small machine. */
const START_MILLIS = 600_000;
const STOP_MILLIS = 15_000;

/** Starts Hearth (`args` go to its start script) and waits until it is ready. Throws what it printed when it isn't to be. */
export async function startHearth(root: string, args: readonly string[]): Promise<RunningHearth> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-compat-'));
  const child = spawn(process.execPath, ['lib/launch/start.cjs', ...args], {
    cwd: root,
    env: { ...process.env, PORT: '0', HEARTH_OTLP_HTTP_PORT: '0', HEARTH_OTLP_GRPC_PORT: '0', HEARTH_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
    const code = await closed;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  let printed = '';
  try {
    const app = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`Hearth was not ready after ${START_MILLIS / 60_000} minutes:\n${printed}`)),
        START_MILLIS,
      );
      const read = (chunk: Buffer): void => {
        printed += chunk.toString();
        const address = /Hearth is ready at (\S+)/.exec(printed)?.[1];
        if (!address) return;
        clearTimeout(late);
        resolve(address);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      void closed.then((code) => {
        clearTimeout(late);
        reject(new Error(`Hearth ended with code ${code}:\n${printed}`));
      });
    });
    const ready = await fetch(`${app}/ready`);
    if (!ready.ok) throw new Error(`GET /ready answered ${ready.status} after Hearth had said that it is ready: ${await ready.text()}`);
    const { endpoints } = Status.parse(await (await fetch(`${app}/api/status`)).json());
    return { app, http: endpoints.http, grpc: endpoints.grpc, printed: () => printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
