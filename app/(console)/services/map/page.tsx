import type { Metadata } from 'next';
import { MapPage } from '@/components/services/map-page';

export const metadata: Metadata = { title: 'Service map' };

/** Who calls whom. */
export default function Page() {
  return <MapPage />;
}
