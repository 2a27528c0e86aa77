/**
 * JSON text as nodes. A reader of our own, since a page must not lose what JSON.parse loses: digits of large numbers, the order
 * of keys that look like numbers, keys that are there twice. It has no recursion, so depth is no matter, and it stops after a
 * number of nodes, so that a text of megabytes costs no more than what is looked at.
 */
import { leaf, type Branch, type ContentNode, type Entry, type Leaf } from '@/lib/content/node';

/** Nodes that are read, unless asked for more. */
export const MOST_NODES = 10_000;

export interface JsonText {
  readonly root: ContentNode;
  /** The text goes on after what was read. */
  readonly cut: boolean;
}

interface Open {
  readonly branch: Branch & { readonly entries: Entry[] };
  /** The key whose value comes next, in a map. */
  key: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Python's JSON has NaN and infinities, too. */
const WORD = /true|false|null|NaN|-?Infinity/y;

/** Where the string that begins at `start` ends: behind its closing quote, or -1. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

class JsonReader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  /** Whether `sign` comes next, spaces aside; it is then read. */
  take(sign: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  get done(): boolean {
    this.#match(SPACE);
    return this.#at === this.#text.length;
  }

  string(): string | undefined {
    this.#match(SPACE);
    if (this.#text[this.#at] !== '"') return undefined;
    const end = endOfString(this.#text, this.#at);
    if (end === -1) return undefined;
    try {
      const value = JSON.parse(this.#text.slice(this.#at, end)) as string;
      this.#at = end;
      return value;
    } catch {
      // an escape that JSON does not have: the text is not JSON, and its caller shows it as it is
      return undefined;
    }
  }

  leaf(): Leaf | undefined {
    const text = this.string();
    if (text !== undefined) return leaf('text', text);
    const word = this.#match(WORD);
    if (word !== '') return leaf('word', word);
    const number = this.#match(NUMBER);
    return number === '' ? undefined : leaf('number', number);
  }
}

function newBranch(shape: 'list' | 'map'): Open['branch'] {
  const list = shape === 'list';
  return { kind: 'branch', shape, name: '', open: list ? '[' : '{', close: list ? ']' : '}', entries: [] };
}

/** Any JSON. Undefined when `text` is not JSON as far as it was read. Never throws. */
export function readJson(text: string, most: number = MOST_NODES): JsonText | undefined {
  const reader = new JsonReader(text);
  const path: Open[] = [];
  let root: ContentNode | undefined;
  for (let nodes = 0; ; nodes++) {
    if (nodes >= most && root !== undefined) return { root, cut: true };
    const open = path.at(-1);
    let node: ContentNode | undefined;
    if (reader.take('{')) node = newBranch('map');
    else if (reader.take('[')) node = newBranch('list');
    else node = reader.leaf();
    if (node === undefined) return undefined;
    root ??= node;
    open?.branch.entries.push({ label: open.branch.shape === 'list' ? String(open.branch.entries.length) : open.key, node });
    let fresh = node.kind === 'branch';
    if (node.kind === 'branch') path.push({ branch: node as Open['branch'], key: '' });
    // up to where the next value begins
    for (;;) {
      const at = path.at(-1);
      if (at === undefined) return reader.done ? { root, cut: false } : undefined;
      if (reader.take(at.branch.close)) {
        path.pop();
        fresh = false;
        continue;
      }
      if (!fresh && !reader.take(',')) return undefined;
      if (at.branch.shape === 'map') {
        const key = reader.string();
        if (key === undefined || !reader.take(':')) return undefined;
        at.key = key;
      }
      break;
    }
  }
}

/** Undefined when `text` is not JSON of a list or a map: show it as it is. Never throws. */
export function readTree(text: string, most?: number): JsonText | undefined {
  return /^\s*[[{]/.test(text) ? readJson(text, most) : undefined;
}
