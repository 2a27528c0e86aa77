import type { Metadata } from 'next';
import { ChannelsPage } from '@/components/alerts/channels/channels-page';
import { services } from '@/lib/server/services';

export const metadata: Metadata = { title: 'Channels' };

/** Where alerts are told. */
export default function Page() {
  return <ChannelsPage mail={services().channels.mails} />;
}
