/** How far apart the windows of a back-test are. */
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import { chooseStep } from '@/lib/query/frame';

/** As many windows are judged at once in well under two seconds, whatever is asked. */
const ENOUGH_WINDOWS = 4_032;
/** So many where fewer would leave time between the windows: two weeks of minutes. */
const MOST_WINDOWS = 20_160;
/** SQL runs once for each. */
const MOST_SQL_WINDOWS = 48;

/**
 * As far apart as the rule's own where that is few enough windows; else the shortest multiple that is. It divides the window's length
 * as long as any does, so that all of the time is in some window; beyond that, it does not, and nobody sees what is between two.
 */
export function backTestStep({ ask, every, over }: Pick<AlertRule, 'ask' | 'every' | 'over'>, range: TimeRange): Millis {
  const length = range.to - range.from;
  const coarse = (windows: number) => millis(Math.ceil(chooseStep(range, windows) / every) * every);
  if (ask.kind === 'sql') return length / every <= MOST_SQL_WINDOWS ? every : coarse(MOST_SQL_WINDOWS);
  const multiples = Array.from({ length: Math.max(1, Math.floor(over / every)) }, (_, index) => (index + 1) * every);
  const fitting = multiples.filter((step) => step === every || over % step === 0);
  const enough = fitting.find((step) => length / step <= ENOUGH_WINDOWS);
  if (enough !== undefined) return millis(enough);
  const longest = fitting.at(-1) ?? every;
  return length / longest <= MOST_WINDOWS ? millis(longest) : coarse(MOST_WINDOWS);
}
