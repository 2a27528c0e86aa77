/** Evaluates what is due, keeps what came of it, and nothing else: who sends notifications takes them from the store. */
import { dueAt, windowsDue } from '@/lib/alerts/due';
import { evaluateRule, type EvaluationPorts } from '@/lib/alerts/evaluate-rule';
import { stopRule } from '@/lib/alerts/stop';
import { millis, type Millis } from '@/lib/base/time';
import type { Silence } from '@/lib/model/alert-silence';
import type { RuleState } from '@/lib/model/alert-state';
import type { AlertStores, SavedRule } from '@/lib/model/alert-store';

/** So many questions at once: the store answers people, too. */
const AT_ONCE = 2;

export interface RunnerPorts extends EvaluationPorts {
  readonly stores: Pick<AlertStores, 'rules' | 'states' | 'silences' | 'lease'>;
}

/** A rule with what is known of it; no state: it was never evaluated. */
export interface KnownRule {
  readonly saved: SavedRule;
  readonly state: RuleState | undefined;
}

export interface Runner {
  /**
   * Evaluates what is due now, where this process holds the lease; resolves when nothing that was due is left. A rule that is being
   * evaluated is not begun again by a tick that comes meanwhile. Never rejects: what fails is reported, and tried again next time.
   */
  tick(signal: AbortSignal): Promise<void>;
  /** The rules that this process evaluates, as it knows them; undefined while another process does. */
  known(): readonly KnownRule[] | undefined;
  /** When the next rule is due; undefined where none is, or another process evaluates. */
  nextDue(): Millis | undefined;
}

/** A runner over `stores`, with the questions answered by `run`. */
export function createRunner(ports: RunnerPorts): Runner {
  const { stores, now, report } = ports;
  let rules: readonly SavedRule[] = [];
  let silences: readonly Silence[] = [];
  // Who holds the lease is the only one that writes states: what was read once is what there is.
  let states: Map<string, RuleState> | undefined;
  const queue: SavedRule[] = [];
  const inHand = new Set<string>();
  const working = new Set<Promise<void>>();

  const known = () => states && rules.map((saved) => ({ saved, state: states?.get(saved.rule.id) }));
  const dueOf = ({ rule }: SavedRule) => dueAt(rule, states?.get(rule.id), now());

  /** Reads what people change, and, after another process had the lease, what that one left. */
  const read = async () => {
    [rules, silences] = await Promise.all([stores.rules.list(), stores.silences.list(now())]);
    states ??= new Map((await stores.states.states()).map((state) => [state.ruleId, state]));
    const ids = new Set(rules.map(({ rule }) => rule.id));
    for (const id of states.keys()) if (!ids.has(id)) states.delete(id);
  };

  const evaluateOne = async (saved: SavedRule, signal: AbortSignal) => {
    const { id } = saved.rule;
    const before = states?.get(id);
    const evaluated = await evaluateRule(saved, before, silences, ports, signal);
    if (!evaluated) return;
    const kept = await stores.states.keep(evaluated, before?.evaluatedTo);
    // somebody else evaluated it, or it is gone: what is there now is what counts
    const state = kept ? evaluated.state : await stores.states.state(id);
    if (state) states?.set(id, state);
    else states?.delete(id);
  };

  /** Takes back what was told of rules that are paused. */
  const stopPaused = async () => {
    for (const saved of rules) {
      const { id, paused } = saved.rule;
      const state = states?.get(id);
      const stopped = paused && state && !inHand.has(id) ? stopRule(saved, state, 'paused', ports.publicUrl, now()) : undefined;
      if (stopped && (await stores.states.keep(stopped, state?.evaluatedTo))) states?.set(id, stopped.state);
    }
  };

  const work = async (signal: AbortSignal) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        if (states && !signal.aborted) await evaluateOne(next, signal);
      } catch (cause) {
        report(cause);
      } finally {
        inHand.delete(next.rule.id);
      }
    }
  };

  return {
    async tick(signal) {
      try {
        if (!(await stores.lease.held())) {
          states = undefined;
          return;
        }
        await read();
        await stopPaused();
      } catch (cause) {
        return report(cause);
      }
      const isDue = ({ rule }: SavedRule) => !rule.paused && !inHand.has(rule.id) && windowsDue(rule, states?.get(rule.id), now());
      const due = rules.filter(isDue);
      for (const saved of due.sort((one, other) => dueOf(one) - dueOf(other))) {
        inHand.add(saved.rule.id);
        queue.push(saved);
      }
      while (working.size < Math.min(AT_ONCE, working.size + queue.length)) {
        const worker: Promise<void> = work(signal).finally(() => working.delete(worker));
        working.add(worker);
      }
      await Promise.all(working);
    },
    known,
    nextDue() {
      const awaited = rules.filter(({ rule }) => !rule.paused && !inHand.has(rule.id));
      return states && awaited.length > 0 ? millis(Math.min(...awaited.map(dueOf))) : undefined;
    },
  };
}
