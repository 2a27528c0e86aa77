import type { Metadata } from 'next';
import { ServicesPage } from '@/components/services/services-page';

export const metadata: Metadata = { title: 'Services' };

/** Every service, and how it does. */
export default function Page() {
  return <ServicesPage />;
}
