import { parseTree } from '@/components/records/json-value';
import { LongText } from '@/components/records/long-text';
import { ValueTree } from '@/components/records/value-tree';
import { formatUnit } from '@/lib/base/units';
import type { Attribute } from '@/lib/model/attribute';

/** Bytes that base64 text stands for. */
function byteLength(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

/** An attribute's value, whatever it holds: a tree for arrays and maps, the size and base64 for bytes, else text. */
export function AttributeValue({ attribute: { type, text } }: { attribute: Attribute }) {
  if (type === 'empty') return <span className="text-fg-3 italic">empty</span>;
  if (type === 'bytes') {
    return (
      <span>
        <span className="text-fg-3">{formatUnit(byteLength(text), 'bytes')}, base64 </span>
        <LongText text={text} />
      </span>
    );
  }
  // a map is often sent as a string of JSON: it reads better as a tree, too
  const tree = type === 'array' || type === 'map' || type === 'string' ? parseTree(text) : undefined;
  return tree === undefined ? <LongText text={text} /> : <ValueTree value={tree} />;
}
