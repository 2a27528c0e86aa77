/** Times that a chart shades behind its marks: when something fired. */
import { millis, type Millis } from '@/lib/base/time';
import { gridEnd, stepStart, type Grid } from '@/lib/charts/grid';

export interface ShadedTime {
  readonly from: Millis;
  readonly to: Millis;
  readonly tone: 'warn' | 'error';
  /** What it was, in a few words: `api: critical`. */
  readonly text: string;
  /** The page that tells more of it. */
  readonly href?: string | undefined;
}

/** A stretch of the plot to be filled. */
export type Shade = Pick<ShadedTime, 'from' | 'to' | 'tone'>;

/** What to fill inside `grid`: each tone's times as one where they meet, so that groups that fire together are not darker; the worse last, on top. */
export function shadesOf(times: readonly ShadedTime[], grid: Grid): Shade[] {
  const end = gridEnd(grid);
  return (['warn', 'error'] as const).flatMap((tone) => {
    const inside = times
      .filter((time) => time.tone === tone && time.from < end && time.to > grid.start)
      .map(({ from, to }) => ({ tone, from: millis(Math.max(from, grid.start)), to: millis(Math.min(to, end)) }))
      .toSorted((a, b) => a.from - b.from);
    const joined: Shade[] = [];
    for (const shade of inside) {
      const last = joined.at(-1);
      if (last && shade.from <= last.to) joined[joined.length - 1] = { ...last, to: millis(Math.max(last.to, shade.to)) };
      else joined.push(shade);
    }
    return joined;
  });
}

/** What is shaded during a step, in words; each text once. */
export function shadedIn(times: readonly ShadedTime[], grid: Grid, step: number): string[] {
  const [from, to] = [stepStart(grid, step), stepStart(grid, step + 1)];
  return [...new Set(times.filter((time) => time.from < to && time.to > from).map(({ text }) => text))];
}
