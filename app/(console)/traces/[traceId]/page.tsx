import type { Metadata } from 'next';
import { preload } from 'react-dom';
import { TracePage } from '@/components/traces/trace-page';
import { traceAddress } from '@/lib/client/trace-stream';
import { DEFAULT_TRACE_LIMIT } from '@/lib/model/trace';

export const metadata: Metadata = { title: 'Trace' };

interface PageProps {
  readonly params: Promise<{ traceId: string }>;
  readonly searchParams: Promise<{ limit?: string | string[] }>;
}

/** /traces/<id>: no time range is needed. The trace is on its way while the browser still reads the page's scripts. */
export default async function Page({ params, searchParams }: PageProps) {
  const traceId = (await params).traceId.toLowerCase();
  const limit = Number((await searchParams).limit ?? DEFAULT_TRACE_LIMIT);
  // the browser keeps what it loaded early as long as the page: not so with more than is usual
  if (limit <= DEFAULT_TRACE_LIMIT) preload(traceAddress(traceId, { limit }), { as: 'fetch', crossOrigin: 'anonymous' });
  return <TracePage traceId={traceId} />;
}
