import { clsx } from 'clsx';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { CopyBox } from '@/components/ui/copy-box';

/** What failed, why, which query it was, and another try. */
export function Failed({
  title,
  message,
  executed,
  onRetry,
  className,
}: {
  title: string;
  message: string;
  /** The text that ran. */
  executed?: string | undefined;
  onRetry?: (() => void) | undefined;
  className?: string;
}) {
  return (
    <div role="alert" className={clsx('flex h-full flex-col items-center justify-center gap-1 overflow-auto p-4 text-center', className)}>
      <p className="flex items-center gap-1.5 text-sm font-medium text-error">
        <TriangleAlert size={13} aria-hidden />
        {title}
      </p>
      <p className="max-w-xl text-sm break-words text-fg-2">{message}</p>
      {executed !== undefined && executed !== '' && (
        <details className="mt-1 max-w-full text-left text-xs text-fg-3">
          <summary className="text-center">Show query</summary>
          <div className="mt-1">
            <CopyBox text={executed} label="Query" copy="Copy query" className="max-h-40" />
          </div>
        </details>
      )}
      {onRetry && (
        <Button className="mt-2" onClick={onRetry}>
          <RotateCw size={12} aria-hidden />
          Try again
        </Button>
      )}
    </div>
  );
}
