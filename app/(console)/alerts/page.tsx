import type { Metadata } from 'next';
import { AlertsPage } from '@/components/alerts/overview/alerts-page';

export const metadata: Metadata = { title: 'Alerts' };

/** Every alert rule and how it does. */
export default function Page() {
  return <AlertsPage />;
}
