'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useState } from 'react';
import { MINUTE } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { suggestOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';
import { record } from '@/lib/model/record-field';
import { alignRange } from '@/lib/query/frame';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';

/** Tenants offered at most. */
const MOST = 100;

/** This page's address, for `tenant` alone. */
function addressFor(tenant: string): string {
  const url = new URL(window.location.href);
  url.searchParams.set('tenant', tenant);
  url.searchParams.delete('var.tenant');
  return url.toString();
}

/** Chooses a tenant, and gives the link to this dashboard with that tenant's figures alone. */
export function TenantDialog({
  title,
  open,
  onOpenChange,
  onOpen,
}: {
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onOpen: (tenant: string) => void;
}) {
  return (
    <Dialog title="Link for one tenant" note={title} open={open} onOpenChange={onOpenChange}>
      <Tenants
        onOpen={(tenant) => {
          onOpenChange(false);
          onOpen(tenant);
        }}
      />
    </Dialog>
  );
}

function Tenants({ onOpen }: { onOpen: (tenant: string) => void }) {
  const [text, setText] = useState('');
  const { range } = useTimeWindow();
  const { from, to } = alignRange(range, MINUTE);
  const { data, isPending, error } = useQuery(
    suggestOptions({ signal: 'spans', field: record('tenant'), prefix: text.trim().slice(0, 500), from, to, limit: MOST }),
  );
  return (
    <>
      <p className="mb-2 text-sm text-fg-2">
        The link shows this dashboard with one tenant’s figures alone. Whoever opens it can leave that.
      </p>
      <Command label="Tenants" shouldFilter={false} loop className="rounded-md border border-line">
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Search tenants"
          className="h-8 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-fg-3"
        />
        <Command.List className="h-64 overflow-auto p-1">
          <Command.Empty className="px-2 py-3 text-sm text-fg-3">
            {error ? error.message : isPending ? 'Loading…' : 'Nothing names a tenant like that in this window.'}
          </Command.Empty>
          {(data ?? []).map(({ text: tenant, count }) => (
            <Command.Item
              key={tenant}
              value={tenant}
              onSelect={() => setText(tenant)}
              className="flex h-8 cursor-pointer items-center gap-2 rounded px-2 text-sm text-fg-2 data-[selected=true]:bg-hover data-[selected=true]:text-fg"
            >
              <span className="truncate">{tenant}</span>
              {count !== undefined && <span className="ml-auto text-xs text-fg-3">{formatUnit(count, 'count')}</span>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
      {data?.some(({ text: tenant }) => tenant === text.trim()) === true && (
        <div className="mt-2 flex items-center gap-2">
          <code className="min-w-0 flex-1 truncate font-mono text-xs text-fg-2">{addressFor(text.trim())}</code>
          <CopyButton text={addressFor(text.trim())} label="Copy the link" />
          <Button onClick={() => onOpen(text.trim())}>Open</Button>
        </div>
      )}
    </>
  );
}
