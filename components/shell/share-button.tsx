'use client';

import { Link2 } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { shareAddress } from '@/lib/client/share-address';
import { useTimeWindow } from '@/lib/client/time-window';

/** Copies the page's address; `timed`: with its range as two instants, so that whoever opens it sees the same records. */
export function ShareButton({ timed }: { timed: boolean }) {
  const { range } = useTimeWindow();
  const copy = () =>
    navigator.clipboard.writeText(timed ? shareAddress(window.location.href, range) : window.location.href).then(
      () => toast.success('Link copied', timed ? { description: 'It keeps the time range as it is now.' } : {}),
      () => toast.error('The browser did not let us copy', { description: 'Copy the address from its bar instead.' }),
    );
  return (
    <Button
      onClick={() => void copy()}
      aria-label="Share: copy a link to this view"
      className="max-md:w-7 max-md:justify-center max-md:px-0"
    >
      <Link2 size={14} aria-hidden className="md:hidden" />
      <span className="max-md:hidden">Share</span>
    </Button>
  );
}
