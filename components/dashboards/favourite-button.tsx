'use client';

import { clsx } from 'clsx';
import { Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { setFavourite, useRenewDashboards } from '@/lib/client/dashboards';
import { IconButton } from '@/components/ui/icon-button';

/** Keeps a dashboard among the favourites, or takes it out. */
export function FavouriteButton({ slug, favourite }: { slug: string; favourite: boolean }) {
  const [wanted, setWanted] = useState(favourite);
  const router = useRouter();
  const renew = useRenewDashboards();
  const toggle = () => {
    setWanted(!wanted);
    setFavourite(slug, !wanted).then(
      () => {
        router.refresh();
        void renew();
      },
      (cause: unknown) => {
        setWanted(wanted);
        toast.error('The favourite was not kept', { description: cause instanceof Error ? cause.message : String(cause) });
      },
    );
  };
  return (
    <IconButton label={wanted ? 'No longer a favourite' : 'Make it a favourite'} aria-pressed={wanted} size="small" onClick={toggle}>
      <Star size={13} aria-hidden className={clsx(wanted ? 'fill-current text-ember' : 'text-fg-3')} />
    </IconButton>
  );
}
