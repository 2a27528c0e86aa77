/** Looking at a part of a trace: closer, further away, to the sides. Times are ns since the trace's origin. */

/** The part of the trace that is seen. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** No closer than this, in ns: below it bars are of whole nanoseconds and nothing more is to be seen. */
const CLOSEST = 100;

/** `view` within `all`, as long as it is where that is possible; undefined when it is all of it, to the nanosecond. */
export function withinAll(view: View, all: View): View | undefined {
  const whole = all.to - all.from;
  const length = Math.max(view.to - view.from, Math.min(CLOSEST, whole));
  // what was zoomed in and out again comes back a fraction short
  if (length > whole - 1) return undefined;
  const from = Math.min(Math.max(view.from, all.from), all.to - length);
  return { from, to: from + length };
}

/** `factor` times as close, keeping the instant `at` where it is on the screen. Less than 1 goes away. */
export function zoomed(view: View, factor: number, at: number, all: View): View | undefined {
  const length = Math.max((view.to - view.from) / factor, Math.min(CLOSEST, all.to - all.from));
  const share = (at - view.from) / Math.max(1, view.to - view.from);
  const from = at - share * length;
  return withinAll({ from, to: from + length }, all);
}

/** Moved by a share of what is seen: 0.25 goes a quarter to the right. Stops at the ends. */
export function panned(view: View, share: number, all: View): View | undefined {
  const by = (view.to - view.from) * share;
  return withinAll({ from: view.from + by, to: view.to + by }, all);
}

/** For an address: whole ns, `from-to`. Undefined for a text that is none. */
export function viewFromText(text: string): View | undefined {
  const [, from, to] = /^(\d{1,16})-(\d{1,16})$/.exec(text) ?? [];
  if (from === undefined || to === undefined || Number(to) <= Number(from)) return undefined;
  return { from: Number(from), to: Number(to) };
}

/** Reads back with `viewFromText`. */
export function viewText({ from, to }: View): string {
  return `${Math.max(0, Math.floor(from))}-${Math.max(0, Math.ceil(to))}`;
}
