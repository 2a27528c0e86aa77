import { redirect } from 'next/navigation';
import { services } from '@/lib/server/services';

/** The start page: what happens now, or how to connect when nothing has ever arrived. */
export default async function StartPage() {
  const { store } = await services().status();
  redirect(store.spans + store.logs + store.points > 0 ? '/live' : '/connect');
}
