import type { Metadata } from 'next';
import { SqlPage } from '@/components/sql/sql-page';

export const metadata: Metadata = { title: 'SQL' };

/** Questions in SQL. */
export default function Page() {
  return <SqlPage />;
}
