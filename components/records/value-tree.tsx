'use client';

import { useState } from 'react';
import { LongText } from '@/components/records/long-text';
import { ValueGrid } from '@/components/records/value-grid';
import type { Branch, ContentNode, Leaf } from '@/lib/content/node';
import { printCell } from '@/lib/content/print-node';
import { readTree } from '@/lib/content/read-json';

/** Entries shown before "more". */
const FIRST = 50;
/** Characters of the line that stands for an object whose fields are folded. */
const SUMMARY = 60;

export interface ValueTreeProps {
  node: ContentNode;
  /** Whether its first level is open at first. */
  open?: boolean;
  /** Texts as Python writes them, in quotes: for the values of a program. */
  typed?: boolean;
}

/** A value of any shape; branches draw what is in them when they are opened. */
export function ValueTree({ node, open = true, typed = false }: ValueTreeProps) {
  switch (node.kind) {
    case 'leaf':
      return <LeafValue leaf={node} typed={typed} />;
    case 'grid':
      return <ValueGrid grid={node} />;
    case 'branch':
      return <BranchTree branch={node} open={open} typed={typed} />;
  }
}

/** One line that stands for a branch: Order(id, address, …), [3], {a, b, …}. */
function summary({ shape, name, open, close, entries }: Branch): string {
  if (shape === 'list') return `${name}${open}${entries.length}${close}`;
  const keys = entries.slice(0, 4).map(({ label }) => label);
  const words = `${keys.join(', ')}${entries.length > keys.length ? ', …' : ''}`;
  return `${name}${open}${words.length > SUMMARY ? `${words.slice(0, SUMMARY)}…` : words}${close}`;
}

function BranchTree({ branch, open, typed }: { branch: Branch; open: boolean; typed: boolean }) {
  const [isOpen, setOpen] = useState(open);
  const [most, setMost] = useState(FIRST);
  const { entries } = branch;
  if (entries.length === 0) return <span className="text-fg-3">{`${branch.name}${branch.open}${branch.close}`}</span>;
  return (
    <span>
      <button type="button" aria-expanded={isOpen} className="text-left text-fg-3 hover:text-fg" onClick={() => setOpen(!isOpen)}>
        <span aria-hidden>{isOpen ? '▾' : '▸'}</span> {summary(branch)}
      </button>
      {isOpen && (
        <span className="block border-l border-line pl-2.5">
          {entries.slice(0, most).map(({ label, node }, index) => (
            // of a key that is there twice, both are shown
            <span key={index} className="block">
              <span className="text-fg-3">
                <LongText text={label} quiet />
                {branch.shape === 'fields' ? '=' : ': '}
              </span>
              <ValueTree node={node} open={false} typed={typed} />
            </span>
          ))}
          {entries.length > most && (
            <button type="button" className="font-sans text-xs text-run hover:underline" onClick={() => setMost(most * 10)}>
              {most} of {entries.length} shown, show more
            </button>
          )}
        </span>
      )}
    </span>
  );
}

function LeafValue({ leaf, typed }: { leaf: Leaf; typed: boolean }) {
  const { type, text, name } = leaf;
  if (type === 'number' || type === 'word') {
    return <span className="break-words text-run">{name === '' ? text : printCell(leaf)}</span>;
  }
  if (type === 'writing') return <LongText text={text} className="text-fg-2" />;
  // JSON within JSON is one more level
  const inner = text === '' ? undefined : readTree(text);
  if (inner) return <ValueTree node={inner.root} open={false} />;
  if (!typed) return <LongText text={text} />;
  return (
    <span>
      {name !== '' && <span className="text-run">{name}(</span>}
      <span className="text-fg-3">'</span>
      <LongText text={text} quiet />
      <span className="text-fg-3">'</span>
      {name !== '' && <span className="text-run">)</span>}
    </span>
  );
}
