/** Stack traces of V8 (Node, Chromium), and of Firefox and Safari: the newest call first. */
import { newPart, type Frame, type PartDraft, type StackPart } from '@/lib/content/stack/stack';

/** `    at async Cart.price (file:///app/cart.js:12:5)`, `    at /app/cart.js:12:5`, `    at Array.map (<anonymous>)`. */
const V8_PLACED =
  /^\s*at (?:(.*?) \()?((?:file:|https?:|node:|webpack|evalmachine|eval at|[A-Za-z]:\\|\/|\.|<anonymous>|native|internal)[^()]*?(?:\([^()]*\))?[^()]*?)(?::(\d+))?(?::(\d+))?\)?$/;
const V8_RELATIVE = /^\s*at (?:(.*?) \()?([^()\s]+\.[cm]?[jt]sx?):(\d+):(\d+)\)?$/;
const GECKO = /^([^@\s]*(?:\s[^@]*)?)@((?:https?|file|webpack|resource|moz-extension|app):.*?):(\d+)(?::(\d+))?$/;
const CAUSE = /^\s*(?:\[cause\]:|Caused by:)\s*(.*)$/;

const LIBRARY = /[\\/]node_modules[\\/]|^node:|^internal[\\/]|^<anonymous>|^native|[\\/]\.pnpm[\\/]|[\\/]\.yarn[\\/]/;

function frameOf(line: string): Frame | undefined {
  const [, call = '', file = '', number] = V8_PLACED.exec(line) ?? V8_RELATIVE.exec(line) ?? GECKO.exec(line) ?? [];
  if (file === '') return undefined;
  const place = file.replace(/^file:\/\//, '');
  return { file: place, line: number === undefined ? undefined : Number(number), call, code: [], own: !LIBRARY.test(place), omitted: 0 };
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
