/** Keeps the evaluation of alerts going while this process lives: when it looks, what it says of itself, and its end. */
import { createRunner, type KnownRule, type RunnerPorts } from '@/lib/alerts/runner';
import { HOUR, millis, nowMillis, SECOND, type Millis } from '@/lib/base/time';
import type { AlertStores } from '@/lib/model/alert-store';
import { alertGauges } from '@/lib/server/alert-metrics';
import type { OwnGauge } from '@/lib/server/own-metrics';

/** What people changed is seen within this time, whoever they told. */
const LOOK = millis(10 * SECOND);
/** Who waits for the lease asks more often: together with the 20 s after which a silent holder loses it, another takes over within 30 s. */
const LOOK_FOR_LEASE = millis(5 * SECOND);
/** Between two looks, whatever is due: what cannot be kept is not tried again and again. */
const REST = SECOND;
/** How often what is too old is dropped. */
const TIDY = HOUR;

export interface AlertRunnerOptions extends Omit<RunnerPorts, 'stores' | 'now'> {
  readonly stores: AlertStores;
}

export interface AlertRunner {
  /** A person changed something: what that makes due is evaluated now. */
  changed(): void;
  /** The rules as this process evaluates them; undefined while another process does. */
  known(): readonly KnownRule[] | undefined;
  /** Figures since they were asked for last. */
  gauges(): readonly OwnGauge[];
  /** Begins no evaluation any more, breaks off those that run, and gives the lease to whoever waits for it. */
  close(): Promise<void>;
}

/** Evaluates from now on: every 10 s, and as soon as a rule is due. */
export function startAlertRunner(options: AlertRunnerOptions): AlertRunner {
  const { stores, report } = options;
  const runner = createRunner({ ...options, now: nowMillis });
  const stop = new AbortController();
  const looking = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let toldAt = millis(0);
  let tidyAt = millis(0);

  const lookIn = (wait: number) => {
    clearTimeout(timer);
    if (!stop.signal.aborted) timer = setTimeout(look, wait).unref();
  };
  const tidy = async (now: Millis) => {
    if (now < tidyAt || runner.known() === undefined) return;
    tidyAt = millis(now + TIDY);
    await stores.states.forget(now).catch(report);
  };
  const look = () => {
    // what is due while this look goes on is seen by the next one: a slow question holds up nobody
    lookIn(runner.known() === undefined ? LOOK_FOR_LEASE : LOOK);
    const looked: Promise<void> = runner
      .tick(stop.signal)
      .then(() => tidy(nowMillis()))
      .finally(() => {
        looking.delete(looked);
        const next = runner.nextDue();
        if (next !== undefined) lookIn(Math.min(LOOK, Math.max(REST, next - nowMillis())));
      });
    looking.add(looked);
  };
  look();

  return {
    changed: () => lookIn(0),
    known: () => runner.known(),
    gauges() {
      const [since, now] = [toldAt, nowMillis()];
      toldAt = now;
      return alertGauges(runner.known() ?? [], since, now);
    },
    async close() {
      stop.abort();
      clearTimeout(timer);
      await Promise.all(looking);
      await stores.lease.release();
    },
  };
}
