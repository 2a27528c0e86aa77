'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import { schemaOptions } from '@/lib/client/queries';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Skeleton } from '@/components/ui/skeleton';

// Monaco is larger than the whole page: only a question in SQL fetches it
const SqlEditor = dynamic(() => import('@/components/editor/sql-editor').then((module) => module.SqlEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** A question typed in SQL, which is asked when it is run. `children`: what its answer has to look like. */
export function NativeEditor({
  given,
  onRun,
  children,
}: {
  /** The text that was run last. */
  given: string;
  onRun: (text: string) => void;
  children: ReactNode;
}) {
  const { data: schema } = useQuery(schemaOptions());
  const [text, setText] = useState(given);
  const run = () => onRun(text);
  return (
    <div className="grid gap-1.5">
      <div className="h-56 overflow-hidden rounded-md border border-line">
        <SqlEditor value={text} onChange={setText} onRun={run} schema={schema ?? []} fault={undefined} autoFocus={false} />
      </div>
      <div className="flex flex-wrap items-center gap-2 text-xs text-fg-3">
        <Button onClick={run} disabled={text.trim() === '' || text === given}>
          Run
        </Button>
        <span>
          <Kbd>⌘/Ctrl</Kbd> <Kbd>Enter</Kbd>
        </span>
        <span>
          <code className="font-mono">{'{from:DateTime64(9)}'}</code> and <code className="font-mono">{'{to:DateTime64(9)}'}</code> are the
          window. {children}
        </span>
      </div>
    </div>
  );
}
