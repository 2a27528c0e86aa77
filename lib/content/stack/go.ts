/** Go: a panic's goroutines, and what errors print with %+v: a call, then its place on a line of its own. */
import { newPart, type PartDraft, type StackPart } from '@/lib/content/stack/stack';

const PLACE = /^\t(.+\.(?:go|s)):(\d+)(?: \+0x[0-9a-f]+)?$/;
const GOROUTINE = /^goroutine \d+(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[.*\]:$/;

const LIBRARY = /[\\/]pkg[\\/]mod[\\/]|[\\/]go[\\/]src[\\/]|[\\/]vendor[\\/]|^\/usr\/(?:local|lib)\/go|[\\/]libexec[\\/]src[\\/]/;

/** The call without the words around it and without its arguments, which are raw memory. */
function callOf(line: string): string {
  return line
    .replace(/^created by /, '')
    .replace(/ in goroutine \d+$/, '')
    .replace(/\((?:0x|\{|\.\.\.|\)|[0-9a-f, ])[^()]*\)?$/, '');
}

/** The parts: one for each goroutine. Undefined where no line is a place in a file. */
export function readGo(text: string): StackPart[] | undefined {
  const parts: PartDraft[] = [newPart()];
  let before: string | undefined;
  for (const line of text.split('\n')) {
    const part = parts.at(-1) as PartDraft;
    const [, file, number] = PLACE.exec(line) ?? [];
    if (file !== undefined && before !== undefined) {
      part.frames.push({ file, line: Number(number), call: callOf(before), code: [], own: !LIBRARY.test(file), omitted: 0 });
      before = undefined;
      continue;
    }
    if (before !== undefined && part.frames.length === 0 && part.relation === '') part.title += (part.title === '' ? '' : '\n') + before;
    before = undefined;
    if (!GOROUTINE.test(line)) before = line;
    else if (part.frames.length > 0) parts.push(newPart('', line.slice(0, -1)));
  }
  const found = parts.filter(({ frames }) => frames.length > 0);
  return found.length === 0 ? undefined : found.map((part) => ({ ...part, title: part.title.trim() }));
}
