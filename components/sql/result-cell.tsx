'use client';

import Link from 'next/link';
import { useLink } from '@/lib/client/link';
import type { CellValue, Column } from '@/lib/model/answer';
import { CopyButton } from '@/components/ui/copy-button';
import { Popover } from '@/components/ui/popover';
import { parsedJson } from '@/components/sql/result-table-text';

const TRACE_ID = /^[0-9a-f]{32}$/;
/** Longer texts open in a box of their own. */
const LONG = 56;

/** One value as its type wants it: trace ids lead to the trace, JSON and long texts open, nothing is nothing. */
export function ResultCell({ value, column }: { value: CellValue; column: Column }) {
  const link = useLink();
  if (value === null) return <span className="text-fg-3">null</span>;
  const text = String(value);
  if (TRACE_ID.test(text) && /trace/i.test(column.name)) {
    return (
      <Link href={link(`/traces/${text}`)} className="text-run hover:underline">
        {text}
      </Link>
    );
  }
  if (column.type === 'json') return <Opening name={column.name} text={text} whole={pretty(text)} />;
  if (text.length > LONG || text.includes('\n')) return <Opening name={column.name} text={text} whole={text} />;
  return text;
}

function pretty(text: string): string {
  const value = parsedJson(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

/** A value that is cut in its cell and whole in a box. */
function Opening({ name, text, whole }: { name: string; text: string; whole: string }) {
  return (
    <Popover
      label={name}
      className="w-120 p-0!"
      trigger={
        <button type="button" title="Show all" className="block w-full truncate text-left hover:text-ember">
          {text}
        </button>
      }
    >
      <div className="flex h-8 items-center border-b border-line px-3 text-xs text-fg-3">
        {name}
        <CopyButton text={whole} label="Copy value" className="ml-auto" />
      </div>
      <pre className="max-h-96 overflow-auto p-3 font-mono text-sm break-words whitespace-pre-wrap">{whole}</pre>
    </Popover>
  );
}
