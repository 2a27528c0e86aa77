/**
 * The arguments of a Logfire span or log as the typed values that they were. Values travel as JSON; `logfire.json_schema`
 * says beside them what they were made from (`x-python-datatype`, `title`, `x-columns` …), and only what the schema names
 * was passed by the caller. Learnt from what the SDK sends: see testing/logfire-5.2.json.
 */
import { gridFromFrame, gridFromList } from '@/lib/content/data-frame';
import { entriesOf, itemsOf, leaf, member, textOf, type Branch, type ContentNode, type Entry } from '@/lib/content/node';
import { readJson } from '@/lib/content/read-json';
import type { Attribute } from '@/lib/model/attribute';

export interface Argument {
  readonly key: string;
  readonly node: ContentNode;
  /** The name of its type, e.g. `datetime`, `Order`, `list`. */
  readonly type: string;
  /** The text was longer than what was read of it. */
  readonly cut: boolean;
}

export type Language = 'python' | 'javascript';

/** A schema that goes deeper than this is not followed: the values below are shown as JSON. */
const DEEPEST = 60;
const SCHEMA_KEY = 'logfire.json_schema';
const NULLS_KEY = 'logfire.null_args';
const WRITTEN = new Set(['unknown', 'generator', 'Mock']);
/** What Python's own lists, tuples and sets are written between. */
const SEQUENCES = new Map<string, readonly [name: string, open: string, close: string]>([
  ['tuple', ['', '(', ')']],
  ['set', ['', '{', '}']],
  ['frozenset', ['frozenset', '({', '})']],
  ['deque', ['deque', '([', '])']],
  ['range', ['range', '([', '])']],
]);
/** Types that say nothing that the value does not show. */
const JSON_TYPES: Readonly<Record<Attribute['type'], string>> = {
  string: 'str',
  int: 'int',
  double: 'float',
  bool: 'bool',
  bytes: 'bytes',
  array: 'list',
  map: 'dict',
  empty: 'None',
};
const PYTHON_WORDS: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None', NaN: 'nan', Infinity: 'inf' };

const datatypeOf = (schema: ContentNode | undefined): string => textOf(member(schema, 'x-python-datatype'));
const titleOf = (schema: ContentNode | undefined): string => textOf(member(schema, 'title'));

/** The name that a value's type is called by. */
function typeName(schema: ContentNode | undefined, fallback: string): string {
  const datatype = datatypeOf(schema);
  const title = titleOf(schema);
  if (datatype === 'unknown') return 'object';
  if (title !== '' && datatype !== '' && datatype !== 'generator') return title;
  if (datatype !== '') return datatype;
  const format = textOf(member(schema, 'format'));
  return format === '' ? fallback : format;
}

/** What an entry of a list or map is, by whichever of the schema's keys says so. */
function schemaOfEntry(schema: ContentNode | undefined, label: string, index: number): ContentNode | undefined {
  const listed = itemsOf(member(schema, 'prefixItems'))?.[index];
  const named = member(member(schema, 'properties'), label);
  if (listed ?? named) return listed ?? named;
  const items = member(schema, 'items') ?? member(schema, 'additionalProperties');
  if (items) return items;
  const patterns = entriesOf(member(schema, 'patternProperties'));
  // the SDK's patterns are whole keys with an escape here and there
  return patterns.find(({ label: pattern }) => pattern.replaceAll(/[\\^$]/g, '') === label)?.node;
}

function typedLeaf(node: Extract<ContentNode, { kind: 'leaf' }>, schema: ContentNode | undefined, python: boolean): ContentNode {
  const datatype = datatypeOf(schema);
  if (WRITTEN.has(datatype)) return leaf('writing', node.text);
  // Python's SDK sends the escapes of a repr, without its quotes
  if (datatype === 'bytes' || datatype === 'bytearray')
    return leaf('writing', `${datatype === 'bytes' ? '' : 'bytearray('}b'${node.text}'${datatype === 'bytes' ? '' : ')'}`);
  if (datatype === 'timedelta') return leaf('writing', `timedelta(seconds=${node.text})`);
  if (node.type === 'word' && python) return leaf('word', PYTHON_WORDS[node.text] ?? node.text);
  const name = datatype === '' ? textOf(member(schema, 'format')) : typeName(schema, '');
  return name === '' ? node : { ...node, name };
}

function typed(node: ContentNode, schema: ContentNode | undefined, python: boolean, depth: number): ContentNode {
  if (node.kind === 'grid' || depth > DEEPEST) return node;
  if (node.kind === 'leaf') return typedLeaf(node, schema, python);
  const datatype = datatypeOf(schema);
  const entries: Entry[] = node.entries.map(({ label, node: value }, index) => ({
    label,
    node: typed(value, schemaOfEntry(schema, label, index), python, depth + 1),
  }));
  const branch: Branch = { ...node, entries };
  if (node.shape === 'list') {
    const grid =
      datatype === 'DataFrame' ? gridFromFrame(branch, schema) : datatype === 'ndarray' ? gridFromList(branch, schema) : undefined;
    if (grid) return grid;
    const [name, open, close] = SEQUENCES.get(datatype) ?? [named(schema), ...(named(schema) === '' ? ['[', ']'] : ['([', '])'])];
    // {} is a map: Python writes a set without anything as a call
    if (open === '{' && entries.length === 0) return leaf('writing', 'set()');
    return { ...branch, name: name ?? '', open: open ?? '[', close: close ?? ']' };
  }
  const name = named(schema);
  return name === '' ? branch : { ...branch, shape: 'fields', name, open: '(', close: ')' };
}

/** The class of an object with fields; '' for plain lists and maps. */
function named(schema: ContentNode | undefined): string {
  const datatype = datatypeOf(schema);
  return datatype === '' || datatype === 'Mapping' || datatype === 'Sequence' || datatype === 'generator'
    ? titleOf(schema)
    : typeName(schema, '');
}

function plainNode({ type, text }: Attribute): ContentNode {
  if (type === 'int' || type === 'double') return leaf('number', text);
  if (type === 'bool') return leaf('word', text);
  return type === 'empty' ? leaf('word', 'null') : leaf('text', text);
}

/** The value of one attribute, and whether its text went on. */
function nodeOf(attribute: Attribute, schema: ContentNode | undefined): { node: ContentNode; cut: boolean } {
  const { type, text } = attribute;
  const isJson = type === 'array' || type === 'map' || (type === 'string' && entriesOf(schema).length > 0);
  // what ingest has read as a string already is no JSON text any more: `2026-01-02`, `19.90`
  const looksJson = type !== 'string' || /^\s*["[{]/.test(text) || textOf(member(schema, 'type')) !== 'string';
  const json = isJson && looksJson ? readJson(text) : undefined;
  return json ? { node: json.root, cut: json.cut } : { node: plainNode(attribute), cut: false };
}

function fallbackType(attribute: Attribute, node: ContentNode, python: boolean): string {
  if (node.kind === 'branch')
    return python ? JSON_TYPES[node.shape === 'list' ? 'array' : 'map'] : node.shape === 'list' ? 'array' : 'object';
  if (node.kind === 'leaf' && node.type === 'word' && /^(null|None)$/.test(node.text)) return python ? 'None' : 'null';
  if (python) return JSON_TYPES[attribute.type];
  return attribute.type === 'int' || attribute.type === 'double' ? 'number' : attribute.type === 'bool' ? 'boolean' : 'string';
}

/**
 * What the caller passed, in the order in which it was passed. Empty where there is no schema or where it cannot be read: the
 * attributes then are what they are. `language`: whose words to use for true and null.
 */
export function typedArguments(attributes: readonly Attribute[], language: Language): Argument[] {
  const python = language === 'python';
  const byKey = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const schema = readJson(byKey.get(SCHEMA_KEY)?.text ?? '')?.root;
  const found = entriesOf(member(schema, 'properties')).flatMap(({ label: key, node: property }): Argument[] => {
    const attribute = byKey.get(key);
    if (!attribute) return [];
    const { node, cut } = nodeOf(attribute, property);
    const value = typed(node, property, python, 0);
    return [{ key, node: value, type: typeName(property, fallbackType(attribute, node, python)), cut }];
  });
  const known = new Set(found.map(({ key }) => key));
  const nulls = itemsOf(readJson(byKey.get(NULLS_KEY)?.text ?? '')?.root) ?? [];
  for (const key of nulls.map(textOf)) {
    if (key !== '' && !known.has(key))
      found.push({ key, node: leaf('word', python ? 'None' : 'null'), type: python ? 'None' : 'null', cut: false });
  }
  return found;
}
