import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { HistoryPage } from '@/components/alerts/rule/history-page';
import { DAY } from '@/lib/base/time';
import { printLength } from '@/lib/client/time-params';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata: Metadata = { title: 'Alert history' };

/** What happened to one rule. It opens with the last day, which then stands in the address. */
export default async function Page({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const asked = await searchParams;
  if (asked['t'] === undefined && asked['from'] === undefined) {
    const given = Object.entries(asked).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
    redirect(`/alerts/${encodeURIComponent(id)}/history?${new URLSearchParams([...given, ['t', printLength(DAY)]]).toString()}`);
  }
  return <HistoryPage id={id} />;
}
