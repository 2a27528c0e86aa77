import pino, { type Logger } from 'pino';

const KEY = Symbol.for('hearth.log');
const shared = globalThis as { [KEY]?: Logger };

/** The process's log: JSON lines on stderr, so that stdout stays for the few sentences of the start. */
export function log(): Logger {
  return (shared[KEY] ??= pino(
    { level: process.env.HEARTH_LOG_LEVEL || 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  ));
}
