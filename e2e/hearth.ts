/** A real Hearth for tests and benches: the built app, on free ports, with a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TestHearth {
  /** Base URLs without a trailing slash. */
  readonly app: string;
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
  readonly dataFolder: string;
  readonly process: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Sends `signal` and waits for the end; the exit code, or null after SIGKILL. Keeps the data folder. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
}

interface StartOptions {
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Start it as a person does, with `npm start`; signals then go to npm. */
  readonly npm?: boolean;
}

const READY = /Hearth is ready at (\S+)\n\s+OTLP\/HTTP (\S+)\s+OTLP\/gRPC (\S+)/;

// a test that fails half-way must not leave one running
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts `npm start`'s program and waits until it says that it is ready. Throws with its output when it ends before. */
export async function startTestHearth(options: StartOptions = {}): Promise<TestHearth> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'hearth-data-')));
  const [program, ...args] = options.npm ? ['npm', 'start', '--'] : [process.execPath, 'lib/launch/start.cjs'];
  const child = spawn(program, [...args, ...(options.args ?? [])], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HEARTH_OTLP_HTTP_PORT: '0',
      HEARTH_OTLP_GRPC_PORT: '0',
      HEARTH_DATA_DIR: dataFolder,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let output = '';
  const [app, otlpHttp, otlpGrpc] = await new Promise<[string, string, string]>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const [, page, http, grpc] = READY.exec(output) ?? [];
      if (page && http && grpc) resolve([page, http, grpc]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`Hearth ended with ${code}:\n${output}`)));
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return exited;
  };
  return {
    app,
    otlpHttp,
    otlpGrpc,
    dataFolder,
    process: child,
    output: () => output,
    stop,
    async dispose() {
      await stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
