'use client';

import { useQuery } from '@tanstack/react-query';
import { AddressPanel } from '@/components/connect/address-panel';
import { DemoPanel } from '@/components/connect/demo-panel';
import { GuideTabs } from '@/components/connect/guide-tabs';
import { ReceptionPanel } from '@/components/connect/reception-panel';
import { PageHeader } from '@/components/shell/page-header';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { millis } from '@/lib/base/time';
import { statusOptions } from '@/lib/client/queries';

/** How to send telemetry here, whether any arrives, and the demo. */
export function ConnectPage() {
  const { data: status, error, dataUpdatedAt, refetch } = useQuery(statusOptions());
  return (
    <>
      <PageHeader title="Connect" note={<span className="truncate max-md:hidden">send OpenTelemetry here</span>} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {!status && error && <Failed title="Hearth does not answer" message={error.message} onRetry={() => void refetch()} />}
        {!status && !error && <Waiting />}
        {status && (
          <div className="grid max-w-340 items-start gap-x-6 gap-y-4 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_340px]">
            <div className="grid gap-2.5 lg:order-2 lg:pt-1">
              <ReceptionPanel status={status} now={millis(dataUpdatedAt)} />
              <DemoPanel demo={status.demo} />
              <AddressPanel endpoints={status.endpoints} />
            </div>
            <GuideTabs endpoints={status.endpoints} />
          </div>
        )}
      </div>
    </>
  );
}

/** The page's shape until the first status is there. */
function Waiting() {
  return (
    <div className="grid max-w-340 gap-6 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_340px]" aria-busy="true" aria-label="Loading">
      <Skeleton className="h-96" />
      <Skeleton className="h-40" />
    </div>
  );
}
