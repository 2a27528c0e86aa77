import type { Metadata } from 'next';
import { ChannelsPage } from '@/components/alerts/channels/channels-page';

export const metadata: Metadata = { title: 'Channels' };

/** Where alerts are told. */
export default function Page() {
  return <ChannelsPage mail />;
}
