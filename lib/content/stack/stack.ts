/** A stack trace as its parts: the exception that was seen, then what led to it. */

export interface Frame {
  /** As it was written, e.g. /app/shop/cart.py; '' where none was given. */
  readonly file: string;
  readonly line: number | undefined;
  /** What was called, as the language names it. */
  readonly call: string;
  /** Lines of source that came with the frame. */
  readonly code: readonly string[];
  /** Whether it is the sender's own code, as far as its place tells. */
  readonly own: boolean;
  /** Frames that the writer left out after this one, since they were the same or were told already. */
  readonly omitted: number;
}

export interface StackPart {
  /** Type and message, as the language prints them. */
  readonly title: string;
  /** How it led to the part before; '' for the first. */
  readonly relation: string;
  /** The newest call first. */
  readonly frames: readonly Frame[];
}

export interface Stack {
  readonly language: 'Python' | 'JavaScript' | 'Java' | 'Go' | '.NET';
  readonly parts: readonly StackPart[];
}

/** Frames that are shown, or a run of library frames that is folded. */
export interface FrameRun {
  readonly own: boolean;
  readonly frames: readonly Frame[];
}

/** Frames in runs of own and of library code. Where none is own, all are shown: there is nothing else to see. */
export function frameRuns(frames: readonly Frame[]): FrameRun[] {
  const anyOwn = frames.some(({ own }) => own);
  const runs: { own: boolean; frames: Frame[] }[] = [];
  for (const frame of frames) {
    const own = frame.own || !anyOwn;
    const last = runs.at(-1);
    if (last?.own === own) last.frames.push(frame);
    else runs.push({ own, frames: [frame] });
  }
  return runs;
}

/** How many calls some frames stand for: themselves, and those that the writer left out. */
export function callCount(frames: readonly Frame[]): number {
  return frames.reduce((sum, { omitted }) => sum + 1 + omitted, 0);
}

/** A part while it is read. */
export interface PartDraft {
  title: string;
  relation: string;
  frames: Frame[];
}

/** A new, empty part. */
export function newPart(title = '', relation = ''): PartDraft {
  return { title, relation, frames: [] };
}

/** `frames` with the number of calls that were left out after the last one. */
export function withOmitted(frames: Frame[], omitted: number): void {
  const last = frames.pop();
  if (last) frames.push({ ...last, omitted: last.omitted + omitted });
}
