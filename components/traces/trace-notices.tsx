import type { TraceLoad } from '@/components/traces/use-trace';
import { Button } from '@/components/ui/button';
import { formatInteger } from '@/lib/base/units';
import { DEFAULT_TRACE_LIMIT } from '@/lib/model/trace';
import type { SpanColumns } from '@/lib/waterfall/columns';
import type { Extent } from '@/lib/waterfall/extent';

interface TraceNoticesProps {
  readonly load: TraceLoad;
  readonly columns: SpanColumns;
  readonly open: Extent['open'];
  /** The limit of the address: others than were read are on their way. */
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
  readonly onAgain: () => void;
}

/** What keeps a trace from being whole, and what to do about it. */
export function TraceNotices({ load, columns, open, limit, onLimit, onAgain }: TraceNoticesProps) {
  const { failure, head, more } = load;
  return (
    <>
      {failure && (
        <Notice tone="error">
          The trace stopped short: {failure.message} What had come is shown.
          <Button size="small" onClick={onAgain}>
            Try again
          </Button>
        </Notice>
      )}
      {more && head && (
        <Notice tone="warn">
          <span className="tabular-nums">
            {formatInteger(columns.count)} of {formatInteger(head.total)} spans, the earliest first{errorsLeft(head.errors, columns)}.
          </span>
          {load.limit === limit ? (
            <>
              <Button size="small" onClick={() => onLimit(limit + DEFAULT_TRACE_LIMIT)}>
                Load more
              </Button>
              <Button size="small" onClick={() => onLimit(head.total)}>
                Load all
              </Button>
            </>
          ) : (
            <span>Loading more…</span>
          )}
        </Notice>
      )}
      {open === 'silent' && (
        <Notice tone="warn">Some spans began and no end was received. Their bars last until the last that was heard of the trace.</Notice>
      )}
    </>
  );
}

/** Errors among the spans that were left out: what one looks for may be there. */
function errorsLeft(errors: number, columns: SpanColumns): string {
  let here = 0;
  for (let span = 0; span < columns.count; span += 1) if (columns.isError(span)) here += 1;
  const left = errors - here;
  return left <= 0 ? '' : `; ${formatInteger(left)} ${left === 1 ? 'error is' : 'errors are'} in the rest`;
}

function Notice({ tone, children }: { tone: 'error' | 'warn'; children: React.ReactNode }) {
  return (
    <div
      role="status"
      className={`flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1 text-sm ${tone === 'error' ? 'bg-error-soft text-error' : 'bg-warn/10 text-warn'}`}
    >
      {children}
    </div>
  );
}
