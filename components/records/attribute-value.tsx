'use client';

import { useMemo } from 'react';
import { LongText } from '@/components/records/long-text';
import { SqlText } from '@/components/records/sql-text';
import { ValueTree } from '@/components/records/value-tree';
import { formatInteger, formatUnit } from '@/lib/base/units';
import { MOST_NODES, readTree } from '@/lib/content/read-json';
import type { Attribute } from '@/lib/model/attribute';
import { CARRIERS } from '@/lib/model/semantics';

/** Keys whose text is a statement for a database. */
const STATEMENTS = new Set(CARRIERS.dbStatement.attributes);

/** Bytes that base64 text stands for. */
function byteLength(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

export interface AttributeValueProps {
  attribute: Attribute;
  /** The database that a statement is for, as `db.system.name` has it. */
  system?: string;
}

/** An attribute's value, whatever it holds: a tree for arrays and maps, the size and base64 for bytes, formatted SQL, else text. */
export function AttributeValue({ attribute: { key, type, text }, system = '' }: AttributeValueProps) {
  // a map is often sent as a string of JSON: it reads better as a tree, too
  const tree = useMemo(() => (type === 'array' || type === 'map' || type === 'string' ? readTree(text) : undefined), [type, text]);
  if (type === 'empty') return <span className="text-fg-3 italic">empty</span>;
  if (type === 'bytes') {
    return (
      <span>
        <span className="text-fg-3">{formatUnit(byteLength(text), 'bytes')}, base64 </span>
        <LongText text={text} />
      </span>
    );
  }
  if (tree !== undefined) {
    return (
      <>
        <ValueTree node={tree.root} />
        {tree.cut && (
          <span className="block font-sans text-xs text-warn">
            The first {formatInteger(MOST_NODES)} values of it; copy the value for all {formatUnit(text.length, 'count')} characters.
          </span>
        )}
      </>
    );
  }
  if (STATEMENTS.has(key) && type === 'string') return <SqlText text={text} system={system} />;
  if (type === 'int' || type === 'double' || type === 'bool') return <LongText text={text} className="text-run" />;
  return <LongText text={text} />;
}
