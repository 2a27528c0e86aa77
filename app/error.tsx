'use client';

import { PageFailed } from '@/components/shell/page-failed';

/** The console itself failed. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="h-dvh">
      <PageFailed error={error} onRetry={reset} />
    </main>
  );
}
