/** The whole of Hearth in one process: settings → ports → pages → stores → receivers; and back again on SIGTERM. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MetaError } from '@/lib/meta/db';
import { isBackendError } from '@/lib/model/backend';
import { readEnv, type Env } from '@/lib/server/env';
import { startHearth } from '@/lib/server/hearth';
import { log } from '@/lib/server/log';
import { StartupFault } from '@/lib/server/startup-fault';

// a stop that hangs must not keep the machine from shutting down; senders repeat what was not acknowledged
const STOP_MILLIS = 9_000;

export { buildPages } from '@/lib/server/build';

/** Starts Hearth and keeps it running until SIGTERM or SIGINT. `args`: --dev, --demo. Never throws: a fault ends the process with 1. */
export async function main({ root, args }: { root: string; args: readonly string[] }): Promise<void> {
  process.chdir(root);
  const env = readEnv(process.env, root);
  if (!env.ok) return giveUp(env.error.join('\n'));
  process.env.HEARTH_LOG_LEVEL = env.value.logLevel;
  const version = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
  const cancel = new AbortController();
  // until all is open there is nothing to keep: the start breaks off, and its failure ends the process below
  let stop = async () => cancel.abort();
  onSignals(() => stop());
  try {
    const settings = { env: env.value, root, version, dev: args.includes('--dev'), demo: args.includes('--demo') };
    const hearth = await startHearth(settings, cancel.signal);
    stop = () => hearth.stop().then(() => process.exit(0));
    if (cancel.signal.aborted) return await stop();
    announce(env.value, hearth.addresses);
  } catch (cause) {
    if (cancel.signal.aborted) process.exit(0);
    if (cause instanceof StartupFault || isBackendError(cause) || cause instanceof MetaError) return giveUp(cause.message);
    console.error(cause);
    process.exit(1);
  }
}

function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function announce(env: Env, addresses: { app: string; http: string; grpc: string }): void {
  if (env.unsafeOpen) {
    console.warn(
      `WARNING: HEARTH_UNSAFE_OPEN=true, listening on ${env.host}: everyone who reaches this address may read and change everything.`,
    );
  }
  console.log(`Hearth is ready at ${addresses.app}`);
  console.log(`  OTLP/HTTP ${addresses.http}   OTLP/gRPC ${addresses.grpc}   data in ${env.dataFolder}`);
}

/** Runs `stop` at the first SIGTERM or SIGINT. Later ones change nothing: a terminal and npm can both pass on one Ctrl-C. */
function onSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log().error(`the stop took longer than ${STOP_MILLIS / 1_000} s`);
      process.exit(1);
    }, STOP_MILLIS);
    stop().catch((cause: unknown) => {
      log().error({ err: cause }, 'the stop failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
