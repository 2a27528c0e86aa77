/** The figures that a rule is judged on. */
import { askWindows, type PlainAsk } from '@/lib/alerts/ask-windows';
import { changeOf, orElse, type Found, type GroupPoints } from '@/lib/alerts/found';
import type { Run } from '@/lib/alerts/run';
import { earlier, endsOf, shiftOf, windowsOf, type Windows } from '@/lib/alerts/windows';
import { DAY, millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';

export type { GroupPoints, Run };

/** Points stand at the ENDS of their windows; a window in which a group has no value has no point. */
export interface Evaluation {
  /** Names of the groups' labels, in order. */
  readonly names: readonly string[];
  readonly groups: readonly GroupPoints[];
  /** The text that ran. */
  readonly executed: string;
  /** A limit cut the answer: there are more groups. */
  readonly partial: boolean;
}

const NOTHING: Found = { names: [], groups: [], executed: [], partial: false };

/**
 * Values of the windows [at − over, at) that end in (range.from, range.to], at whole multiples of `step` since 1970 UTC; of the
 * condition `change` the shares of change. A question of the kind `first` is answered window by window by the first that finds
 * something there. SQL runs once for each window, and for at most 60. Throws BackendError, as the store said it.
 */
export async function evaluate(
  rule: AlertRule,
  range: TimeRange,
  run: Run,
  signal: AbortSignal,
  step: Millis = rule.every,
): Promise<Evaluation> {
  const windows = windowsOf(range, step, rule.over);
  const found = windows ? await values(rule, windows, run, signal) : NOTHING;
  return { ...found, executed: found.executed.join('\n\n') };
}

async function values(rule: AlertRule, windows: Windows, run: Run, signal: AbortSignal): Promise<Found> {
  if (rule.ask.kind !== 'first') return judged(rule, rule.ask, windows, run, signal);
  let found = NOTHING;
  for (const ask of rule.ask.of) {
    const rest = withoutValue(found, windows);
    if (!rest) break;
    found = orElse(found, await judged(rule, ask, rest, run, signal));
  }
  return found;
}

/** What is judged of one question: its value, or how that changed. Then and now are of one question, or they could not be compared. */
async function judged({ condition, least }: AlertRule, ask: PlainAsk, windows: Windows, run: Run, signal: AbortSignal): Promise<Found> {
  if (condition.is !== 'change') return askWindows(ask, windows, run, signal, least);
  const ago = millis(condition.against === 'day' ? DAY : 7 * DAY);
  const [now, then] = await Promise.all([
    askWindows(ask, windows, run, signal, least),
    askWindows(ask, earlier(windows, ago), run, signal, least),
  ]);
  return changeOf(now, then, shiftOf(windows, ago));
}

/** From the first to the last window in which nothing was found of any group; undefined where there is none. */
function withoutValue({ groups }: Found, windows: Windows): Windows | undefined {
  const known = new Set(groups.flatMap(({ points }) => points.map(([at]) => at)));
  const left = endsOf(windows).filter((at) => !known.has(at));
  const [first, last] = [left[0], left.at(-1)];
  return first === undefined || last === undefined ? undefined : { ...windows, first, last };
}
