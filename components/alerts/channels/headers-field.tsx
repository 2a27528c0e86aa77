'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

/** Letters, digits and dashes, as HTTP has it. */
const HEADER_NAME = /^[A-Za-z0-9-]+$/;

interface Row {
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

/**
 * The headers that go with every message. Values are secrets: those that are kept stand empty, and stay as long as they are left so.
 */
export function HeadersField({
  headers,
  secrets,
  onChange,
}: {
  headers: Readonly<Record<string, string>>;
  /** What the server keeps; the value of a header by the name `headers.Authorization`. */
  secrets: readonly string[];
  onChange: (headers: Readonly<Record<string, string>>) => void;
}) {
  // names that are being typed may be empty or twice the same, which a record cannot hold
  const [rows, setRows] = useState<readonly Row[]>(() => Object.entries(headers).map(([name, value], key) => ({ key, name, value })));
  const change = (next: readonly Row[]) => {
    setRows(next);
    onChange(Object.fromEntries(next.filter(({ name }) => name !== '').map(({ name, value }) => [name, value])));
  };
  const set = (key: number, part: Partial<Row>) => change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => setRows([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, name: '', value: '' }]);
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      {rows.map(({ key, name, value }, index) => (
        <div key={key} role="group" aria-label={`Header ${index + 1}`} className="flex min-w-0 items-center gap-1.5">
          <Input
            label="Name"
            placeholder="Authorization"
            spellCheck={false}
            autoComplete="off"
            className="flex-1 font-mono"
            invalid={name !== '' && (!HEADER_NAME.test(name) || rows.some((other) => other.key < key && sameName(other.name, name)))}
            value={name}
            onChange={(event) => set(key, { name: event.target.value })}
          />
          <Input
            label={name === '' ? 'Value' : `Value of ${name}`}
            type="password"
            autoComplete="new-password"
            className="flex-1"
            placeholder={secrets.includes(`headers.${name}`) ? 'set, leave empty to keep' : ''}
            value={value}
            onChange={(event) => set(key, { value: event.target.value })}
          />
          <IconButton
            label={name === '' ? 'Remove this header' : `Remove ${name}`}
            size="small"
            onClick={() => change(rows.filter((row) => row.key !== key))}
          >
            <X size={13} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button size="small" className="justify-self-start" onClick={add}>
        <Plus size={12} aria-hidden />
        Add a header
      </Button>
    </div>
  );
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
