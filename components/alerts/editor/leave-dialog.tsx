'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { forgetLeft, leaveBehind } from '@/components/alerts/editor/left-behind';
import type { RuleDraft } from '@/components/alerts/editor/use-rule-draft';
import { useLeaveGuard } from '@/components/shell/use-leave-guard';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** Asks before unsaved changes are left behind; Back and shortcuts leave at once, and it says how to come back to them. */
export function LeaveDialog({ draft, place }: { draft: RuleDraft; place: string }) {
  const [to, setTo] = useState<string>();
  const router = useRouter();
  const path = usePathname();
  const { dirty } = draft;
  useLeaveGuard(
    dirty,
    useCallback((href: string) => setTo(href), []),
  );
  const dropped = useRef(false);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    if (!draft.dirty) forgetLeft(place);
  });
  useEffect(
    () => () => {
      const { rule, basedOn, dirty: unsaved } = latest.current;
      if (!unsaved || dropped.current || window.location.pathname === path) return;
      leaveBehind(place, { rule, basedOn });
      toast(`Your changes to ${rule.title === '' ? 'the new alert' : rule.title} are not saved`, {
        action: { label: 'Go on with them', onClick: () => router.push(place) },
      });
    },
    [path, place, router],
  );
  return (
    <Dialog title="Leave without saving?" open={to !== undefined} onOpenChange={(open) => !open && setTo(undefined)}>
      <p className="text-sm text-fg-2">Your changes to {draft.rule.title === '' ? 'the new alert' : draft.rule.title} are not saved.</p>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button
          className="text-error!"
          onClick={() => {
            dropped.current = true;
            if (to !== undefined) router.push(to);
          }}
        >
          Throw them away
        </Button>
        <Button variant="primary" onClick={() => setTo(undefined)}>
          Stay
        </Button>
      </div>
    </Dialog>
  );
}
