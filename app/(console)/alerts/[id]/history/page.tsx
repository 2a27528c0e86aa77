import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { HistoryPage } from '@/components/alerts/rule/history-page';
import { DAY } from '@/lib/base/time';
import { withWindow, type PageParams } from '@/lib/client/time-params';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<PageParams>;
}

export const metadata: Metadata = { title: 'Alert history' };

/** What happened to one rule. It opens with the last day, which then stands in the address. */
export default async function Page({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const opening = withWindow(await searchParams, DAY);
  if (opening !== undefined) redirect(`/alerts/${encodeURIComponent(id)}/history?${opening}`);
  return <HistoryPage id={id} />;
}
