'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { channelsOptions } from '@/lib/client/alert-channels';
import { alertHealthOptions } from '@/lib/client/alert-health';
import { useLink } from '@/lib/client/link';

/** Says when alerts cannot be trusted: rules are evaluated late, or messages do not arrive. Nothing while all is well. */
export function WatchBanner() {
  const { data: late } = useQuery(alertHealthOptions());
  const { data: channels = [] } = useQuery(channelsOptions());
  const link = useLink();
  const dead = channels.filter((channel) => channel.dead > 0);
  return (
    <>
      {late && <Warning>Rules are not evaluated in time. {late}</Warning>}
      {dead.length > 0 && (
        <Warning>
          {dead.map(({ name, dead: count }) => `${name} did not take ${count} ${count === 1 ? 'message' : 'messages'}`).join('; ')} in the
          last 24 hours.{' '}
          <Link href={link('/alerts/channels')} className="underline hover:text-fg">
            See why
          </Link>
        </Warning>
      )}
    </>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex shrink-0 items-start gap-2 border-b border-line bg-error-soft px-4 py-1.5 text-sm text-error max-md:px-2"
    >
      <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
      <p>{children}</p>
    </div>
  );
}
