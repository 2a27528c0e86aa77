/** Nodes as text again: to copy, and for one line that stands for all of it. */
import type { ContentNode, Entry, Leaf } from '@/lib/content/node';

/** Deeper than this is printed as an ellipsis: nobody reads it, and a call for each level would not come back. */
const DEEPEST = 100;
/** Up to here a branch is printed on one line. */
const WIDEST = 80;

/** Whose way of writing values: Python's repr, or JSON. */
export type Writing = 'python' | 'json';

function quoted(text: string, writing: Writing): string {
  const json = JSON.stringify(text);
  if (writing === 'json') return json;
  // Python takes the quote that the text does not have, like its own repr
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A leaf as it is written in its language, e.g. `Decimal('1.5')`. */
export function printLeaf({ type, text, name }: Leaf, writing: Writing): string {
  const value = type === 'text' ? quoted(text, writing) : text;
  return name === '' ? value : `${name}(${value})`;
}

function printEntry({ label, node }: Entry, shape: 'list' | 'map' | 'fields', writing: Writing, depth: number): string {
  const value = print(node, writing, depth + 1);
  if (shape === 'list') return value;
  return shape === 'fields' ? `${label}=${value}` : `${quoted(label, writing)}: ${value}`;
}

function print(node: ContentNode, writing: Writing, depth: number): string {
  if (node.kind === 'leaf') return printLeaf(node, writing);
  if (depth > DEEPEST) return '…';
  if (node.kind === 'grid') return printGrid(node, writing);
  const parts = node.entries.map((entry) => printEntry(entry, node.shape, writing, depth));
  const line = parts.join(', ');
  const alone = node.open === '(' && node.shape === 'list' && parts.length === 1 && node.name === '' ? ',' : '';
  if (line.length <= WIDEST && !line.includes('\n')) return `${node.name}${node.open}${line}${alone}${node.close}`;
  const pad = '  '.repeat(depth + 1);
  return `${node.name}${node.open}\n${parts.map((part) => pad + part).join(',\n')}\n${'  '.repeat(depth)}${node.close}`;
}

function printGrid(grid: Extract<ContentNode, { kind: 'grid' }>, writing: Writing): string {
  const rows = grid.rows.map(({ label, cells }) => [label, ...cells.map((cell) => printCell(cell, writing))].join('\t'));
  return [['', ...grid.columns].join('\t'), ...rows].join('\n');
}

/** A cell of a table on one line. */
export function printCell(node: ContentNode, writing: Writing = 'python'): string {
  return node.kind === 'leaf' && node.name === '' ? node.text : print(node, writing, 0).replaceAll(/\s+/g, ' ');
}

/** The whole of it on as many lines as it takes, two spaces for each level. */
export function printNode(node: ContentNode, writing: Writing = 'json'): string {
  return print(node, writing, 0);
}
