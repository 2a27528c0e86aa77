import type { Metadata } from 'next';
import { LogListPage } from '@/components/logs/log-list-page';

export const metadata: Metadata = { title: 'Logs' };

/** Logs that match a filter. */
export default function Page() {
  return <LogListPage />;
}
