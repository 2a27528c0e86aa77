import { Brand } from '@/components/shell/brand';
import { Button } from '@/components/ui/button';

/** A page failed in a way that nobody expected: what is known, and another try. */
export function PageFailed({ error, onRetry }: { error: Error & { digest?: string }; onRetry: () => void }) {
  return (
    <div role="alert" className="grid h-full min-h-0 flex-1 place-items-center overflow-auto p-4">
      <div className="max-w-xl min-w-0 text-center">
        <div className="mb-3 flex justify-center">
          <Brand />
        </div>
        <h1 className="text-lg font-semibold">This page failed</h1>
        <p className="mt-1 text-fg-2">What is stored is not touched by it. Try again; if it stays, Hearth’s log says more.</p>
        <pre className="mt-3 max-h-40 overflow-auto rounded-md border border-line bg-panel p-2 text-left font-mono text-sm whitespace-pre-wrap text-fg-2">
          {error.message}
          {error.digest !== undefined && `\n(log entry ${error.digest})`}
        </pre>
        <div className="mt-4 flex justify-center gap-2">
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
          <Button asChild>
            {/* a plain link: it loads the whole app afresh */}
            <a href="/">Start page</a>
          </Button>
        </div>
      </div>
    </div>
  );
}
