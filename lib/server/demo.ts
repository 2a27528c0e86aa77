/** Switches the demo system: a program of its own that sends OTLP to the public receiver, like any other sender. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import type { DemoState } from '@/lib/model/api';

export interface Demo {
  state(): DemoState;
  /** Starts it when it isn't running. `fill`: send the last 24 hours first. */
  start(fill: boolean): void;
  stop(): Promise<void>;
}

/** What the demo program says over IPC. */
const Message = z.union([z.object({ progress: z.number() }), z.object({ live: z.literal(true) }), z.object({ failed: z.string() })]);

/** Prepares the demo; `onLive` is called when its history has been sent. `endpoint`: base URL of the OTLP/HTTP receiver. */
export function createDemo(root: string, endpoint: string, onLive: () => void): Demo {
  let child: ChildProcess | undefined;
  let state: DemoState = { state: 'off' };

  function start(fill: boolean): void {
    if (child) return;
    state = { state: 'filling', progress: 0 };
    // it plays live from now on, and fills in what was before beside that
    const since = Date.now();
    const program = path.join(root, '.next-server/demo.mjs');
    const running = fork(program, ['--endpoint', endpoint, ...(fill ? [] : ['--no-fill'])], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = running;
    const fail = (message: string) => {
      if (child !== running) return;
      child = undefined;
      if (state.state !== 'failed') state = { state: 'failed', message };
    };
    running.on('message', (raw) => {
      if (child !== running) return; // said before it heard that it was stopped
      const message = Message.parse(raw);
      if ('progress' in message) state = { state: 'filling', progress: message.progress };
      else if ('failed' in message) state = { state: 'failed', message: message.failed };
      else {
        state = { state: 'live', since };
        onLive();
      }
    });
    running.once('exit', (code, signal) => fail(`The demo ended with ${signal ?? `code ${code}`}.`));
    running.once('error', (cause) => fail(`The demo could not be started: ${cause.message}.`));
  }

  async function stop(): Promise<void> {
    const running = child;
    child = undefined;
    state = { state: 'off' };
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await exited;
  }

  return { state: () => state, start, stop };
}
