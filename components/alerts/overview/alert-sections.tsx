'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useLink } from '@/lib/client/link';

const SECTIONS = [
  { title: 'Rules', href: '/alerts' },
  { title: 'Silences', href: '/alerts/silences' },
  { title: 'Channels', href: '/alerts/channels' },
] as const;

/** The three pages of alerts, beside the title of each. `here`: the path of the page that it is on. */
export function AlertSections({ here }: { here: (typeof SECTIONS)[number]['href'] }) {
  const link = useLink();
  return (
    <nav aria-label="Pages of alerts" className="ml-2 flex gap-0.5 max-md:ml-0">
      {SECTIONS.map(({ title, href }) => (
        <Link
          key={href}
          href={link(href)}
          aria-current={href === here ? 'page' : undefined}
          className={clsx(
            'flex h-7 items-center rounded-md px-2 text-sm max-md:px-1.5',
            href === here ? 'bg-hover text-fg' : 'text-fg-2 hover:bg-hover hover:text-fg',
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
