'use client';

import Link from 'next/link';
import { ApiError } from '@/lib/client/api';
import { useLink } from '@/lib/client/link';
import { PanelBoundary } from '@/components/dashboards/panel-boundary';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { isEmpty, PanelFault, type Parts } from '@/components/views/filled';
import { PanelView, type PanelViewProps } from '@/components/views/view';

export interface PanelBodyProps extends Omit<PanelViewProps, 'parts'> {
  parts: Parts | undefined;
  error: Error | undefined;
  onRetry: () => void;
}

/** What is in a panel: its view, what it waits for, why it has no answer, or what would fill it. */
export function PanelBody({ parts, error, onRetry, ...view }: PanelBodyProps) {
  const { panel } = view;
  const small = panel.view.kind === 'stat';
  if (error) return <Failure error={error} small={small} onRetry={onRetry} />;
  if (panel.ask.kind === 'nothing') return <Drawn {...view} parts={NO_PARTS} />;
  if (!parts) return <Skeleton className={small ? 'mt-1 h-11 w-full' : 'h-full w-full'} />;
  const main = parts.get('main');
  if (!small && main && isEmpty(main.answer)) return <Empty hint={panel.empty} setUp={panel.ask.kind !== 'new'} />;
  return <Drawn {...view} parts={parts} />;
}

const NO_PARTS: Parts = new Map();

/** The view; a fault in drawing stays inside the panel. */
function Drawn(props: PanelViewProps) {
  return (
    <PanelBoundary subject={props.parts}>
      <PanelView {...props} />
    </PanelBoundary>
  );
}

/** What would fill the panel, and where to set it up: but for what is new, which nobody need send. */
function Empty({ hint, setUp }: { hint: string; setUp: boolean }) {
  const link = useLink();
  return (
    <EmptyState
      title="No data"
      hint={
        <>
          {hint}{' '}
          {setUp && (
            <Link href={link('/connect')} className="whitespace-nowrap underline decoration-line-strong underline-offset-2 hover:text-fg">
              How to send it
            </Link>
          )}
        </>
      }
    />
  );
}

/** Why a panel has no answer. Where there is no room for it, one word opens it. */
function Failure({ error, small, onRetry }: { error: Error; small: boolean; onRetry: () => void }) {
  const { title, retry } = faultOf(error);
  const failed = (
    <Failed
      title={title}
      message={error.message}
      executed={error instanceof ApiError ? error.details.executed : undefined}
      onRetry={retry ? onRetry : undefined}
      {...(small ? { className: 'h-auto!' } : {})}
    />
  );
  if (!small) return failed;
  return (
    <Popover
      label="Why it failed"
      className="w-96"
      trigger={
        <Button variant="quiet" size="small" className="-ml-2 text-error! hover:bg-error-soft!">
          Failed: see why
        </Button>
      }
    >
      {failed}
    </Popover>
  );
}

/** What kind of failure it is, and whether another try could end otherwise. */
function faultOf(error: Error): { readonly title: string; readonly retry: boolean } {
  if (error instanceof PanelFault) return { title: 'This panel does not fit together', retry: false };
  const fault = error instanceof ApiError ? error.details.fault : undefined;
  if (fault === 'unsupported') return { title: 'This store cannot fill this panel', retry: false };
  return { title: 'This panel’s query failed', retry: true };
}
