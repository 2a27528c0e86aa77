'use client';

import { useState } from 'react';
import type { JsonValue } from '@/components/records/json-value';
import { LongText } from '@/components/records/long-text';

/** Entries shown before "more". */
const FIRST = 50;

type Branch = readonly (readonly [key: string, value: JsonValue])[];

function branchOf(value: JsonValue): Branch | undefined {
  if (Array.isArray(value)) return value.map((item: JsonValue, index) => [String(index), item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

/** One line that stands for an array or an object: [3], {a, b, …}. */
function summary(value: JsonValue, branch: Branch): string {
  if (Array.isArray(value)) return `[${branch.length}]`;
  const keys = branch.slice(0, 4).map(([key]) => key);
  return `{${keys.join(', ')}${branch.length > keys.length ? ', …' : ''}}`;
}

/** An array or an object as a tree; branches draw what is in them when they are opened. */
export function ValueTree({ value, open = true }: { value: JsonValue; open?: boolean }) {
  const [isOpen, setOpen] = useState(open);
  const [most, setMost] = useState(FIRST);
  const branch = branchOf(value);
  if (!branch) return <Leaf value={value} />;
  if (branch.length === 0) return <span className="text-fg-3">{Array.isArray(value) ? '[]' : '{}'}</span>;
  return (
    <span>
      <button type="button" aria-expanded={isOpen} className="text-left text-fg-3 hover:text-fg" onClick={() => setOpen(!isOpen)}>
        <span aria-hidden>{isOpen ? '▾' : '▸'}</span> {summary(value, branch)}
      </button>
      {isOpen && (
        <span className="block border-l border-line pl-2.5">
          {branch.slice(0, most).map(([key, item]) => (
            <span key={key} className="block">
              <span className="text-fg-3">{key}: </span>
              <ValueTree value={item} open={false} />
            </span>
          ))}
          {branch.length > most && (
            <button type="button" className="font-sans text-xs text-run hover:underline" onClick={() => setMost(most * 10)}>
              {most} of {branch.length} shown, show more
            </button>
          )}
        </span>
      )}
    </span>
  );
}

function Leaf({ value }: { value: JsonValue }) {
  if (typeof value === 'string') return <LongText text={value} />;
  return <span className="text-run">{String(value)}</span>;
}
