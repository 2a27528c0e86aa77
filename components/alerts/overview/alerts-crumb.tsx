'use client';

import Link from 'next/link';
import { useLink } from '@/lib/client/link';

/** The way up to the list of rules, before a rule's title. */
export function AlertsCrumb() {
  const link = useLink();
  return (
    <Link href={link('/alerts')} className="text-sm whitespace-nowrap text-fg-3 hover:text-fg max-md:hidden">
      Alerts <span aria-hidden>/</span>
    </Link>
  );
}
