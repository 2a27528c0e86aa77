/** One rule, now: its question asked once for all windows that are due, and judged window by window. */
import { windowsDue, type Due } from '@/lib/alerts/due';
import { evaluate, type Evaluation, type Run } from '@/lib/alerts/evaluate';
import { deliveriesOf } from '@/lib/alerts/runner-deliveries';
import { valuesByWindow } from '@/lib/alerts/found';
import { silencedBy } from '@/lib/alerts/silenced';
import { failed, step, type IsHeld, type Ran, type Stepped } from '@/lib/alerts/step';
import { millis, SECOND, type Millis } from '@/lib/base/time';
import type { Silence } from '@/lib/model/alert-silence';
import type { Change, RuleState } from '@/lib/model/alert-state';
import type { Evaluated, SavedRule } from '@/lib/model/alert-store';
import { isBackendError } from '@/lib/model/backend';

/** A question that takes longer has failed. */
const ANSWER_WITHIN = millis(30 * SECOND);

export interface EvaluationPorts {
  readonly run: Run;
  /** Where people open this Hearth, without a slash at its end: for links. */
  readonly publicUrl: string;
  readonly now: () => Millis;
  /** Hears of what is a fault of Hearth and not of a question. */
  readonly report: (error: unknown) => void;
}

/**
 * What the windows of a rule that are due come to; undefined when none is, or when `signal` aborted meanwhile. That the question
 * fails is an outcome, too. Throws nothing that is expected.
 */
export async function evaluateRule(
  saved: SavedRule,
  state: RuleState | undefined,
  silences: readonly Silence[],
  ports: EvaluationPorts,
  signal: AbortSignal,
): Promise<Evaluated | undefined> {
  const now = ports.now();
  const due = windowsDue(saved.rule, state, now);
  if (!due) return undefined;
  const started = performance.now();
  const answer = await ask(saved, due, ports, signal);
  if (!answer) return undefined;
  const ran: Ran = { executed: answer.executed, took: performance.now() - started, at: now };
  // a silence of the window's time, or of now: one that was made while late data was waited for holds back, too
  const heldAt =
    (at: Millis): IsHeld =>
    (labels) =>
      silencedBy(saved.rule, labels, silences, at) !== undefined || silencedBy(saved.rule, labels, silences, now) !== undefined;
  const stepped =
    'failure' in answer ? [failed(saved, due.was, answer.failure, due.to, ran, heldAt(due.to))] : judged(saved, due, answer, ran, heldAt);
  const last = stepped.at(-1);
  if (!last) return undefined;
  return {
    state: last.state,
    changes: [...noted(saved, due, ran), ...stepped.flatMap(({ changes }) => changes)],
    deliveries: stepped.flatMap((each) => deliveriesOf(saved.rule, each, ports.publicUrl, now)),
  };
}

interface Failure {
  /** Why, in a sentence. */
  readonly failure: string;
  readonly executed: string;
}

/** The answer, or why there is none; undefined when `signal` aborted. */
async function ask(
  { rule }: SavedRule,
  due: Due,
  { run, report }: EvaluationPorts,
  signal: AbortSignal,
): Promise<Evaluation | Failure | undefined> {
  const late = AbortSignal.timeout(ANSWER_WITHIN);
  try {
    return await evaluate(rule, due, run, AbortSignal.any([signal, late]));
  } catch (cause) {
    if (signal.aborted) return undefined;
    const executed = isBackendError(cause) ? (cause.details.executed ?? '') : '';
    if (late.aborted) return { failure: `It took longer than ${ANSWER_WITHIN / SECOND} s.`, executed };
    if (isBackendError(cause)) return { failure: cause.message, executed };
    report(cause);
    return { failure: 'Hearth could not evaluate it; its log says why.', executed };
  }
}

function judged(saved: SavedRule, due: Due, { groups }: Evaluation, ran: Ran, heldAt: (at: Millis) => IsHeld): Stepped[] {
  const byWindow = valuesByWindow(groups);
  const stepped: Stepped[] = [];
  for (let at: number = due.from + saved.rule.every; at <= due.to; at += saved.rule.every) {
    const end = millis(at);
    stepped.push(step(saved, stepped.at(-1)?.state ?? due.was, byWindow.get(end) ?? [], end, ran, heldAt(end)));
  }
  return stepped;
}

/** A line of the rule's history that is no change of a group: it stays what it is. */
function noted({ rule }: SavedRule, { note, from }: Due, ran: Ran): Change[] {
  if (note === undefined) return [];
  const stays = { labels: {}, from: 'ok', to: 'ok', value: null } as const;
  return [{ id: `${rule.id}-${from}-${ran.at}-note`, ruleId: rule.id, at: from, ...stays, reason: note, executed: '', took: 0 }];
}
