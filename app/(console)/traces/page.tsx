import type { Metadata } from 'next';
import { TraceListPage } from '@/components/traces/trace-list-page';

export const metadata: Metadata = { title: 'Traces' };

/** Spans that match a filter. */
export default function Page() {
  return <TraceListPage />;
}
