/**
 * A process for tests to kill: `node --import tsx alert-crash.testing.ts FOLDER URL START` evaluates a rule over the stores in FOLDER
 * and sends what it has to tell to URL. Its clock begins at START (ms since 1970) and runs a minute with each evaluation.
 */
import path from 'node:path';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { createRunner } from '@/lib/alerts/runner';
import { millis, MINUTE } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta } from '@/lib/meta/db';
import type { AlertRule } from '@/lib/model/alert';
import { allowListOf } from '@/lib/notify/address-rules';
import { guardedFetch } from '@/lib/notify/guarded-fetch';
import { send } from '@/lib/notify/send';
import { createAlertSender } from '@/lib/server/alert-sender';

/** Told of every third minute's beginning and end: the question answers with 9 where that is to be, else with 1. */
export const CRASH_RULE: AlertRule = {
  ...EMPTY_RULE,
  id: 'crash',
  title: 'Crash',
  ask: { kind: 'sql', text: 'SELECT 1' },
  every: MINUTE,
  over: MINUTE,
  delay: millis(0),
  condition: { is: 'above', warn: { at: 5, for: millis(0) } },
  tell: [{ channel: 'ops', of: ['warn'] }],
  repeat: millis(0),
};

/** Whether the window that ends at `at` is bad. */
export const isBad = (at: number) => (at / MINUTE) % 3 === 0;

async function main(folder: string, url: string, start: number): Promise<void> {
  const meta = await openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations'));
  const stores = alertStores(meta, undefined);
  const savedAt = millis(start);
  await stores.rules.save({ rule: CRASH_RULE, basedOn: 0, note: '', savedBy: '', savedAt });
  const target = { kind: 'webhook', url, headers: {}, template: '', signingKey: '' } as const;
  await stores.channels.save({ id: 'ops', owner: '', createdAt: savedAt, name: 'Ops', target });
  let now = (await stores.states.state('crash'))?.evaluatedTo ?? start;
  const report = (error: unknown) => {
    throw error;
  };
  const runner = createRunner({
    stores,
    run: async ({ frame }) => {
      const table = { columns: [{ name: 'value', type: 'number' as const }], rows: [[isBad(frame.range.to) ? 9 : 1]] };
      return { kind: 'native', table, executed: 'SELECT 1', partial: false };
    },
    publicUrl: '',
    now: () => millis(now),
    report,
  });
  const allow = allowListOf(['127.0.0.0/8']);
  const mail = { domain: 'localhost', send: () => Promise.reject(new Error('there is no mail here')) };
  const sender = createAlertSender({
    ...stores,
    publicUrl: '',
    now: () => millis(now),
    random: () => 0.5,
    report,
    send: (channel, notification, signal) =>
      send(channel, notification, {
        fetch: (message, stop) => guardedFetch(message, { allow }, stop),
        mail,
        now: () => millis(now),
        signal,
      }),
  });
  const { signal } = new AbortController();
  for (;;) {
    await runner.tick(signal);
    await sender.tick();
    await sender.settled();
    process.stdout.write(`${now}\n`);
    now += MINUTE;
  }
}

const [, program, folder, url, start] = process.argv;
if (program?.endsWith('alert-crash.testing.ts') && folder !== undefined && url !== undefined) {
  main(folder, url, Number(start)).catch((error: unknown) => {
    process.stdout.write(`${String(error)}\n`);
    process.exitCode = 1;
  });
}
