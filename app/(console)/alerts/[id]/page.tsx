import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AlertPage } from '@/components/alerts/editor/alert-page';
import { RuleId } from '@/lib/model/alert-api';

export const metadata: Metadata = { title: 'Alert' };

/** A rule open in its editor, with what it would have done and how it is now. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const parsed = RuleId.safeParse(await params);
  if (!parsed.success) notFound();
  return <AlertPage id={parsed.data.id} />;
}
