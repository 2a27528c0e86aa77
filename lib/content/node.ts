/** What a value looks like to a person: leaves, branches and tables, whatever text it was read from. */

/** One value that has no parts. */
export interface Leaf {
  readonly kind: 'leaf';
  /** `word`: true, None, null. `writing`: already as its language writes it, e.g. <Plain thing>. */
  readonly type: 'text' | 'number' | 'word' | 'writing';
  /** As it is, without quotes; a number with every digit that was sent. */
  readonly text: string;
  /** What makes the value in its own language, e.g. `Decimal` in Decimal('1.5'); '' for a plain one. */
  readonly name: string;
}

export interface Entry {
  /** A key, a field's name, or the position in a list. */
  readonly label: string;
  readonly node: ContentNode;
}

/** A list, a map, or an object with fields. */
export interface Branch {
  readonly kind: 'branch';
  /** `list`: labels are positions. `map`: keys. `fields`: names of an object's fields. */
  readonly shape: 'list' | 'map' | 'fields';
  readonly name: string;
  /** What it is written between, e.g. `[` and `]`. */
  readonly open: string;
  readonly close: string;
  readonly entries: readonly Entry[];
}

/** Rows and columns: a data frame, or an array with two dimensions. */
export interface Grid {
  readonly kind: 'grid';
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly ContentNode[] }[];
  /** How many there were before the sender left some out. */
  readonly rowCount: number;
  readonly columnCount: number;
}

export type ContentNode = Leaf | Branch | Grid;

/** A leaf without a name. */
export function leaf(type: Leaf['type'], text: string): Leaf {
  return { kind: 'leaf', type, text, name: '' };
}

/** The entries of a list or map; none for anything else. */
export function entriesOf(node: ContentNode | undefined): readonly Entry[] {
  return node?.kind === 'branch' ? node.entries : [];
}

/** The values of a list; undefined for anything else. */
export function itemsOf(node: ContentNode | undefined): ContentNode[] | undefined {
  return node?.kind === 'branch' && node.shape === 'list' ? node.entries.map((entry) => entry.node) : undefined;
}

/** The value under `key` of a map; of several, the last one, as JSON has it. */
export function member(node: ContentNode | undefined, key: string): ContentNode | undefined {
  if (node?.kind !== 'branch' || node.shape === 'list') return undefined;
  return node.entries.findLast(({ label }) => label === key)?.node;
}

/** A text leaf's text; '' for anything else. */
export function textOf(node: ContentNode | undefined): string {
  return node?.kind === 'leaf' && node.type === 'text' ? node.text : '';
}

/** Whether the value is there and is not null. */
export function isGiven(node: ContentNode | undefined): node is ContentNode {
  return node !== undefined && !(node.kind === 'leaf' && node.type === 'word' && node.text === 'null');
}
