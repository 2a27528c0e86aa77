import type { Metadata } from 'next';
import { ComparePage } from '@/components/traces/compare-page';

export const metadata: Metadata = { title: 'Compare traces' };

/** /traces/<id>/compare/<id>: no time range is needed. */
export default async function Page({ params }: { params: Promise<{ traceId: string; otherId: string }> }) {
  const { traceId, otherId } = await params;
  return <ComparePage firstId={traceId.toLowerCase()} secondId={otherId.toLowerCase()} />;
}
