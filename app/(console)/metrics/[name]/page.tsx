import type { Metadata } from 'next';
import { MetricPage } from '@/components/metrics/metric-page';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

/** One metric: its figures, its labels, the traces behind it. */
export default async function Page({ params }: Props) {
  return <MetricPage name={decodeURIComponent((await params).name)} />;
}
