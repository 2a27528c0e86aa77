'use client';

import { Code, Ellipsis, Link2, ListTree, TerminalSquare } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLink } from '@/lib/client/link';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';

/** Copies this page's address with the panel's anchor. */
function copyLink(id: string): void {
  const address = new URL(window.location.href);
  address.hash = id;
  navigator.clipboard.writeText(address.href).then(
    () => toast.success('Link copied'),
    () => toast.error('The browser did not let us copy the link'),
  );
}

/** What can be done with a panel: see what it ran, go on in SQL, see its records, share it. */
export function PanelMenu({
  id,
  title,
  executed,
  records,
}: {
  id: string;
  title: string;
  executed: readonly string[];
  records: string | undefined;
}) {
  const [shown, setShown] = useState(false);
  const link = useLink();
  const [first] = executed;
  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton
            label={`More on ${title}`}
            size="small"
            className="absolute top-1.5 right-1.5 bg-panel! opacity-0 group-focus-within/panel:opacity-100 group-hover/panel:opacity-100 hover:bg-hover! data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis size={14} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Code size={13} aria-hidden />} disabled={executed.length === 0} onSelect={() => setShown(true)}>
          View query
        </MenuItem>
        {first !== undefined && (
          <MenuItem asChild>
            <Link href={link('/sql', { q: first })}>
              <TerminalSquare size={13} aria-hidden />
              Open in SQL
            </Link>
          </MenuItem>
        )}
        {records !== undefined && (
          <MenuItem asChild>
            <Link href={records}>
              <ListTree size={13} aria-hidden />
              See its records
            </Link>
          </MenuItem>
        )}
        <MenuItem icon={<Link2 size={13} aria-hidden />} onSelect={() => copyLink(id)}>
          Copy link
        </MenuItem>
      </DropdownMenu>
      <Dialog title={title} note="what ran" size="wide" open={shown} onOpenChange={setShown}>
        <div className="grid gap-3">
          {executed.map((text, index) => (
            <div key={index} className="relative">
              <pre className="overflow-auto rounded-md border border-line bg-page p-3 pr-9 font-mono text-sm whitespace-pre-wrap text-fg-2">
                {text}
              </pre>
              <CopyButton text={text} label="Copy query" className="absolute top-1.5 right-1.5" />
              <Button asChild size="small" className="mt-1.5">
                <Link href={link('/sql', { q: text })}>Open in SQL</Link>
              </Button>
            </div>
          ))}
        </div>
      </Dialog>
    </>
  );
}
