import type { Metadata } from 'next';
import { TracePage } from '@/components/traces/trace-page';

export const metadata: Metadata = { title: 'Trace' };

/** /traces/<id>: no time range is needed. */
export default async function Page({ params }: { params: Promise<{ traceId: string }> }) {
  const { traceId } = await params;
  return <TracePage traceId={traceId.toLowerCase()} />;
}
