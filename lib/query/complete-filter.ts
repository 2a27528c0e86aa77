/** What is being typed at the caret of a filter bar, so that it can be completed. */
import type { Field } from '@/lib/model/field';
import { fieldFromName } from '@/lib/query/field-name';
import { scanFilter, type Token } from '@/lib/query/filter-tokens';

/** `prefix` is what stands before the caret; a chosen completion replaces the text from `from` to `to`. */
export type Completion = { readonly prefix: string; readonly from: number; readonly to: number } & (
  { readonly kind: 'key' | 'operator' } | { readonly kind: 'value'; readonly field: Field }
);

/** Operators to offer behind a key, with what they say. */
export const FILTER_OPERATORS: readonly { readonly text: string; readonly says: string }[] = [
  { text: '=', says: 'is' },
  { text: '!=', says: 'is not, or is missing' },
  { text: '>', says: 'is more than' },
  { text: '>=', says: 'is at least' },
  { text: '<', says: 'is less than' },
  { text: '<=', says: 'is at most' },
  { text: 'contains', says: 'has this text in it' },
  { text: '~', says: 'matches a regular expression' },
  { text: 'in', says: 'is one of' },
  { text: 'exists', says: 'is there' },
];

/** The key that the value at `index` belongs to. */
function keyBefore(tokens: readonly Token[], index: number): Token | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token?.kind === 'operator') {
      const key = tokens[at - 1];
      return key?.kind === 'word' || key?.kind === 'key' ? key : undefined;
    }
  }
  return undefined;
}

/** Reads `text` up to and around `caret` (characters from 0). Never fails: half-written text is what it is for. */
export function completeFilter(text: string, caret: number): Completion {
  const { tokens, place } = scanFilter(text.slice(0, caret));
  const last = tokens.at(-1);
  const typing = last && (last.end === caret || !last.closed) ? last : undefined;
  const whole = typing && scanFilter(text).tokens.find((token) => token.start === typing.start);
  const here = { prefix: '', from: caret, to: caret };
  const around = typing
    ? { prefix: typing.text, from: typing.start, to: Math.max(caret, whole?.kind === typing.kind ? whole.end : caret) }
    : here;
  const valueOf = (index: number, range: typeof here): Completion => {
    const key = keyBefore(tokens, index);
    return key && key.text !== '' ? { kind: 'value', field: fieldFromName(key.text), ...range } : { kind: 'key', ...range };
  };
  if (typing && ['value', 'quotedValue', 'variable'].includes(typing.kind) && (typing.kind === 'value' || !typing.closed))
    return valueOf(tokens.length - 1, around);
  if (typing && (typing.kind === 'word' || (typing.kind === 'key' && !typing.closed))) {
    const before = tokens.at(-2);
    // `http.route con|`: behind a key with a blank between, the beginning of an operator is more likely than a word.
    const operator =
      before?.kind === 'word' &&
      before.end < typing.start &&
      /^(c|co|con|cont|conta|contai|contain|i|in|e|ex|exi|exis|exist|m|ma|mat|matc|match|matche)$/i.test(typing.text);
    return { kind: operator ? 'operator' : 'key', ...around };
  }
  if (place === 'value' || place === 'list') return valueOf(tokens.length, here);
  if (place === 'afterKey') return { kind: 'operator', ...here };
  return { kind: 'key', ...here };
}
