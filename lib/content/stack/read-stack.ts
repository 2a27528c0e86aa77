/** A stack trace of whichever language it is of. */
import { readDotnet } from '@/lib/content/stack/dotnet';
import { readGo } from '@/lib/content/stack/go';
import { readJava } from '@/lib/content/stack/java';
import { readJavaScript } from '@/lib/content/stack/javascript';
import { readPython } from '@/lib/content/stack/python';
import type { Stack, StackPart } from '@/lib/content/stack/stack';

/** A longer text is not a trace that anybody reads frame by frame. */
const LONGEST = 250_000;
/** A longer line is a message and no frame; patterns would take its length squared. */
const LONGEST_LINE = 1_000;

const READERS: readonly (readonly [Stack['language'], (text: string) => StackPart[] | undefined])[] = [
  ['Python', readPython],
  ['Go', readGo],
  ['Java', readJava],
  ['.NET', readDotnet],
  ['JavaScript', readJavaScript],
];

const frameCount = (parts: readonly StackPart[]): number => parts.reduce((sum, { frames }) => sum + frames.length, 0);

/**
 * The trace by the language whose reader finds the most frames in it. Undefined when none does: show the text as it is.
 * Never throws.
 */
export function readStack(text: string): Stack | undefined {
  if (text.length > LONGEST) return undefined;
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const short = lines.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line)).join('\n');
  let best: Stack | undefined;
  for (const [language, read] of READERS) {
    const parts = read(short);
    if (parts && frameCount(parts) > frameCount(best?.parts ?? [])) best = { language, parts };
  }
  return best;
}
