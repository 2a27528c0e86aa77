'use client';

import { Download, FileText, Hash, Link2, Share } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';
import type { Extent } from '@/lib/waterfall/extent';
import { traceMarkdown } from '@/lib/waterfall/markdown';
import type { Trace } from '@/lib/waterfall/tree';

/** Takes the trace elsewhere: its address, its text, its file. `stored`: the server has it. */
export function TraceMenu({ trace, title, extent, stored }: { trace: Trace; title: string; extent: Extent; stored: boolean }) {
  const { traceId } = trace.columns;
  const address = () => new URL(`/traces/${traceId}`, window.location.href).href;
  const copy = (text: string, what: string) =>
    navigator.clipboard.writeText(text).then(
      () => toast(`${what} is copied.`),
      () => toast.error('The browser did not let us copy.'),
    );
  return (
    <DropdownMenu
      trigger={
        <Button aria-label="Copy or download this trace">
          <Share size={13} aria-hidden className="md:hidden" />
          <span className="max-md:sr-only">Copy</span>
        </Button>
      }
    >
      {stored && (
        <MenuItem icon={<Link2 size={13} aria-hidden />} onSelect={() => void copy(address(), 'The address')}>
          Copy the address
        </MenuItem>
      )}
      <MenuItem icon={<Hash size={13} aria-hidden />} onSelect={() => void copy(traceId, 'The trace id')}>
        Copy the trace id
      </MenuItem>
      <MenuItem
        icon={<FileText size={13} aria-hidden />}
        onSelect={() => void copy(traceMarkdown(trace, title, extent.to - extent.from, address()), 'The trace as Markdown')}
      >
        Copy as Markdown
      </MenuItem>
      {stored && (
        <MenuItem asChild>
          <a href={`/api/traces/${traceId}/export`} download>
            <Download size={13} aria-hidden />
            Download as OTLP JSON
          </a>
        </MenuItem>
      )}
    </DropdownMenu>
  );
}
