'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useLeaveGuard } from '@/components/shell/use-leave-guard';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** Asks before unsaved changes are left behind; where it cannot ask, it says how to come back to them. */
export function LeaveDialog({ dirty, title, onDiscard }: { dirty: boolean; title: string; onDiscard: () => void }) {
  const [to, setTo] = useState<string>();
  const router = useRouter();
  const path = usePathname();
  useLeaveGuard(
    dirty,
    useCallback((href: string) => setTo(href), []),
  );
  const asked = useRef(false);
  const latest = useRef({ dirty, title });
  useEffect(() => {
    latest.current = { dirty, title };
  });
  useEffect(
    () => () => {
      // a shortcut or Back leaves without asking
      if (!latest.current.dirty || asked.current || window.location.pathname === path) return;
      const back = `${path}${path.endsWith('/new') ? '' : '?edit=1'}`;
      toast(`Your changes to ${latest.current.title} are not saved`, {
        description: 'They are kept in this tab.',
        action: { label: 'Go on with them', onClick: () => router.push(back) },
      });
    },
    [path, router],
  );
  const go = () => {
    asked.current = true;
    if (to !== undefined) router.push(to);
  };
  return (
    <Dialog title="Leave without saving?" open={to !== undefined} onOpenChange={(open) => !open && setTo(undefined)}>
      <p className="text-sm text-fg-2">Your changes to {title} are not saved. Kept, they wait in this tab until you come back.</p>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button
          onClick={() => {
            onDiscard();
            go();
          }}
          className="text-error!"
        >
          Throw them away
        </Button>
        <Button onClick={go}>Keep them and leave</Button>
        <Button variant="primary" onClick={() => setTo(undefined)}>
          Stay
        </Button>
      </div>
    </Dialog>
  );
}
