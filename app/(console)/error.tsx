'use client';

import { PageFailed } from '@/components/shell/page-failed';

/** One page failed; the navigation around it goes on working. */
export default function ConsoleErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageFailed error={error} onRetry={reset} />;
}
