/**
 * Regular expressions over labels, matched in a time that grows with the length of the value and with that of the pattern, and no
 * faster: every way through the pattern is followed at once (Thompson, “Regular Expression Search Algorithm”, 1968), none is tried and taken
 * back. What cannot be matched so is refused: look-arounds and back-references. The rest is JavaScript's syntax with its `u` and `s` flags.
 */
import { fail, ok, type Result } from '@/lib/base/result';
import { readPattern, type PatternNode } from '@/lib/alerts/read-pattern';

export interface LabelPattern {
  /** Whether the whole of `value` is what the pattern describes. */
  matches(value: string): boolean;
}

/** What stands before and behind a place in the value; undefined at its ends. */
type Holds = (before: string | undefined, behind: string | undefined) => boolean;

/** `char`: takes a character and goes on behind. `split`: goes on at all of these places. `check`: goes on behind where it holds. */
type Step =
  | { readonly op: 'char'; readonly test: (char: string) => boolean }
  | { readonly op: 'split'; to: readonly number[] }
  | { readonly op: 'check'; readonly holds: Holds }
  | { readonly op: 'end' };

/** Most steps of a pattern: a value's every character is held against each of them at the worst. */
const MOST_STEPS = 2_000;
const TOO_LONG = 'This expression repeats too much: lower its counts.';

/** Reads a pattern; the error is a sentence. */
export function labelPattern(text: string): Result<LabelPattern, string> {
  const read = readPattern(text);
  if (!read.ok) return read;
  const steps: Step[] = [];
  if (!append(read.value, steps)) return fail(TOO_LONG);
  steps.push({ op: 'end' });
  return ok({ matches: (value) => follow(steps, [...value]) });
}

const WORD = /^\w$/;
const isWord = (char: string | undefined) => char !== undefined && WORD.test(char);
const CHECKS: Readonly<Record<(PatternNode & { kind: 'check' })['of'], Holds>> = {
  start: (before) => before === undefined,
  end: (_, behind) => behind === undefined,
  boundary: (before, behind) => isWord(before) !== isWord(behind),
  noBoundary: (before, behind) => isWord(before) === isWord(behind),
};

/** Appends the steps of `node`; false where they become too many. */
function append(node: PatternNode, steps: Step[]): boolean {
  if (steps.length > MOST_STEPS) return false;
  switch (node.kind) {
    case 'char':
      steps.push({ op: 'char', test: node.test });
      return true;
    case 'check':
      steps.push({ op: 'check', holds: CHECKS[node.of] });
      return true;
    case 'sequence':
      return node.of.every((part) => append(part, steps));
    case 'either':
      return appendEither(node.of, steps);
    case 'repeat':
      return appendRepeat(node, steps);
  }
}

function appendEither(ways: readonly PatternNode[], steps: Step[]): boolean {
  const fork: Step & { op: 'split' } = { op: 'split', to: [] };
  steps.push(fork);
  const starts: number[] = [];
  const ends: (Step & { op: 'split' })[] = [];
  for (const way of ways) {
    starts.push(steps.length);
    if (!append(way, steps)) return false;
    const end: Step & { op: 'split' } = { op: 'split', to: [] };
    steps.push(end);
    ends.push(end);
  }
  fork.to = starts;
  for (const end of ends) end.to = [steps.length];
  return true;
}

function appendRepeat({ of, least, most }: PatternNode & { kind: 'repeat' }, steps: Step[]): boolean {
  for (let count = 0; count < least; count++) {
    const before = steps.length;
    if (!append(of, steps)) return false;
    // what takes nothing is the same however often
    if (steps.length === before) break;
  }
  if (most === Infinity) {
    const head: Step & { op: 'split' } = { op: 'split', to: [] };
    const start = steps.length;
    steps.push(head);
    if (!append(of, steps)) return false;
    steps.push({ op: 'split', to: [start] });
    head.to = [start + 1, steps.length];
    return true;
  }
  const skips: { readonly skip: Step & { op: 'split' }; readonly at: number }[] = [];
  for (let count = least; count < most; count++) {
    const skip: Step & { op: 'split' } = { op: 'split', to: [] };
    skips.push({ skip, at: steps.length });
    steps.push(skip);
    if (!append(of, steps)) return false;
  }
  for (const { skip, at } of skips) skip.to = [at + 1, steps.length];
  return true;
}

/** Whether a way through `steps` takes all of `chars`. */
function follow(steps: readonly Step[], chars: readonly string[]): boolean {
  // in which round each step was reached: once is enough
  const reached = new Int32Array(steps.length).fill(-1);
  let starts = [0];
  for (let at = 0; ; at++) {
    const char = chars[at];
    const next: number[] = [];
    let ended = false;
    const open = starts;
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (reached[index] === at) continue;
      reached[index] = at;
      const step = steps[index];
      if (!step || step.op === 'end') ended = true;
      else if (step.op === 'split') open.push(...step.to);
      else if (step.op === 'check') {
        if (step.holds(chars[at - 1], char)) open.push(index + 1);
      } else if (char !== undefined && step.test(char)) next.push(index + 1);
    }
    if (char === undefined) return ended;
    if (next.length === 0) return false;
    starts = next;
  }
}
