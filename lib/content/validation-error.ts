/** Pydantic's ValidationError as Logfire tells it (`exception.logfire.data`): each thing that was wrong, and where. */
import { entriesOf, itemsOf, member, textOf, type ContentNode } from '@/lib/content/node';
import { printCell } from '@/lib/content/print-node';
import { readJson } from '@/lib/content/read-json';

export interface Wrong {
  /** Where: `address.city`, `amounts[0]`; '' for the whole value. */
  readonly place: string;
  readonly message: string;
  /** Pydantic's name of it, e.g. `int_parsing`. */
  readonly type: string;
  /** What was given. */
  readonly input: ContentNode | undefined;
}

function placeOf(node: ContentNode | undefined): string {
  return entriesOf(node).reduce((path, { node: step }) => {
    if (step.kind === 'leaf' && step.type === 'number') return `${path}[${step.text}]`;
    return path === '' ? printCell(step) : `${path}.${printCell(step)}`;
  }, '');
}

/** Undefined where the text is nothing of the kind. Never throws. */
export function readValidationErrors(text: string): Wrong[] | undefined {
  const items = itemsOf(readJson(text)?.root);
  if (!items || items.length === 0 || !items.every((item) => textOf(member(item, 'msg')) !== '')) return undefined;
  return items.map((item) => ({
    place: placeOf(member(item, 'loc')),
    message: textOf(member(item, 'msg')),
    type: textOf(member(item, 'type')),
    input: member(item, 'input'),
  }));
}
