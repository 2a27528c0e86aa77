import type { Metadata } from 'next';
import { MetricsPage } from '@/components/metrics/metrics-page';

export const metadata: Metadata = { title: 'Metrics' };

/** Every metric that arrived. */
export default function Page() {
  return <MetricsPage />;
}
