'use client';

import { lazy, Suspense } from 'react';

// most dashboards have no text: its reader comes with the first that has
const MarkdownText = lazy(() => import('@/components/views/markdown').then((module) => ({ default: module.MarkdownText })));

/** Words between panels. Until the reader of markup is there they are shown as written. */
export function TextView({ markdown }: { markdown: string }) {
  return (
    <div className="h-full overflow-auto text-sm text-fg-2" tabIndex={0} role="region" aria-label="Text">
      <Suspense fallback={<div className="whitespace-pre-wrap">{markdown}</div>}>
        <MarkdownText text={markdown} />
      </Suspense>
    </div>
  );
}
