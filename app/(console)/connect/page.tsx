import type { Metadata } from 'next';
import { ConnectPage } from '@/components/connect/connect-page';

export const metadata: Metadata = { title: 'Connect' };

/** How to send telemetry here, and whether any arrives. */
export default function Page() {
  return <ConnectPage />;
}
