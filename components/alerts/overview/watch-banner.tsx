'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { alertHealthOptions } from '@/lib/client/alert-health';
import { useLink } from '@/lib/client/link';

/** Says when alerts cannot be relied on: rules are evaluated late, or messages do not arrive. Nothing while all is well. */
export function WatchBanner() {
  const { data: reason } = useQuery(alertHealthOptions());
  const link = useLink();
  if (!reason) return null;
  return (
    <div
      role="alert"
      className="flex shrink-0 items-start gap-2 border-b border-line bg-error-soft px-4 py-1.5 text-sm text-error max-md:px-2"
    >
      <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
      <p>
        Do not rely on being told: {reason}.{' '}
        <Link href={link('/alerts/channels')} className="underline hover:text-fg">
          Channels
        </Link>
      </p>
    </div>
  );
}
