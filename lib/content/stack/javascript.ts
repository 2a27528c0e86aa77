/** Stack traces of V8 (Node, Chromium), and of Firefox and Safari: the newest call first. */
import { newPart, type Frame, type PartDraft, type StackPart } from '@/lib/content/stack/stack';

/** `    at async Cart.price (file:///app/cart.js:12:5)`, `    at /app/cart.js:12:5`; an inspected error opens its brace behind the last one. */
const V8 = /^\s*at (.+?)(?: \{)?$/;
const PLACE = /^(.+?):(\d+)(?::\d+)?$/;
/** Places without a line. */
const NOWHERE = /^(?:<anonymous>|native|node:\S+)$/;
const GECKO = /^([^@\s]*(?:\s[^@]*)?)@((?:https?|file|webpack|resource|moz-extension|app):.*?):(\d+)(?::(\d+))?$/;
const CAUSE = /^\s*(?:\[cause\]:|Caused by:)\s*(.*)$/;

const LIBRARY = /[\\/]node_modules[\\/]|^node:|^internal[\\/]|^<anonymous>|^native|[\\/]\.pnpm[\\/]|[\\/]\.yarn[\\/]/;

/** Call and place of a line of V8's. */
function splitV8(line: string): { call: string; place: string } | undefined {
  const [, rest = ''] = V8.exec(line) ?? [];
  if (rest === '') return undefined;
  const at = rest.endsWith(')') ? rest.indexOf(' (') : -1;
  return at === -1 ? { call: '', place: rest } : { call: rest.slice(0, at), place: rest.slice(at + 2, -1) };
}

function frameOf(line: string): Frame | undefined {
  const [, geckoCall, geckoFile = '', geckoLine] = GECKO.exec(line) ?? [];
  const { call, place } = splitV8(line) ?? { call: geckoCall ?? '', place: `${geckoFile}:${geckoLine ?? ''}` };
  const [, placed, number] = PLACE.exec(place) ?? [];
  const file = placed ?? (NOWHERE.test(place) ? place : '');
  if (file === '' || /[()]$/.test(file)) return undefined;
  const path = file.replace(/^file:\/\//, '');
  return { file: path, line: number === undefined ? undefined : Number(number), call, code: [], own: !LIBRARY.test(path), omitted: 0 };
}

/** The parts, the error that was seen first. Undefined where no line is a frame. */
export function readJavaScript(text: string): StackPart[] | undefined {
  const parts: PartDraft[] = [newPart()];
  for (const line of text.split('\n')) {
    const part = parts.at(-1) as PartDraft;
    const frame = frameOf(line);
    const cause = CAUSE.exec(line);
    if (frame) part.frames.push(frame);
    else if (cause && part.frames.length > 0) parts.push(newPart(cause[1] ?? '', 'Caused by'));
    // what an inspected error prints behind its frames is not its title
    else if (part.frames.length === 0) part.title += (part.title === '' ? '' : '\n') + line;
  }
  const found = parts.filter(({ frames, relation }) => frames.length > 0 || relation !== '');
  return found.some(({ frames }) => frames.length > 0)
    ? found.map((part) => ({ ...part, title: part.title.trim().replace(/\s*\{$/, '') }))
    : undefined;
}
