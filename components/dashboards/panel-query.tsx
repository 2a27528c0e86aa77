'use client';

import Link from 'next/link';
import { useLink } from '@/lib/client/link';
import { Button } from '@/components/ui/button';
import { CopyBox } from '@/components/ui/copy-box';
import { Dialog } from '@/components/ui/dialog';

/** One text that ran, and what it read. */
export interface Ran {
  readonly executed: string;
  /** The roll-up; absent where it read the records themselves. */
  readonly rollup?: string | undefined;
}

/** What a panel ran to be filled. */
export function PanelQuery({ title, ran, onClose }: { title: string; ran: readonly Ran[]; onClose: () => void }) {
  const link = useLink();
  return (
    <Dialog title={title} note="what ran" size="wide" open onOpenChange={(open) => !open && onClose()}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {ran.map(({ executed, rollup }, index) => (
          <div key={index}>
            <CopyBox text={executed} label="Query that ran" copy="Copy query" className="max-h-[60dvh]" />
            <div className="mt-1.5 flex items-center gap-3">
              <Button asChild size="small">
                <Link href={link('/sql', { q: executed })}>Open in SQL</Link>
              </Button>
              <span className="text-xs text-fg-3">
                {rollup === undefined ? 'read from the records' : `read from the roll-up ${rollup}`}
              </span>
            </div>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
