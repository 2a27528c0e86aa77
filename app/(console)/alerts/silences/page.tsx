import type { Metadata } from 'next';
import { SilencesPage } from '@/components/alerts/silences/silences-page';

export const metadata: Metadata = { title: 'Silences' };

/** Everything that is held back, will be, or was. */
export default function Page() {
  return <SilencesPage />;
}
