'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { saveDashboard, useRenewDashboards } from '@/lib/client/dashboards';
import { useLink } from '@/lib/client/link';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';

/** Puts an old revision back, as a new revision on top of `newest`, and goes to it. */
export function useRestore(newest: number): {
  readonly restore: (old: SavedDashboard, onDone?: () => void) => void;
  readonly busy: boolean;
} {
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const renew = useRenewDashboards();
  const link = useLink();
  const put = async ({ dashboard, revision }: SavedDashboard) => {
    const saved = await saveDashboard(dashboard.slug, { dashboard, basedOn: newest, note: `Restored revision ${revision}` });
    await renew();
    if (!saved.ok) {
      toast.error('It was not restored', { description: `Someone saved revision ${saved.error.revision} meanwhile. Look at it first.` });
      return;
    }
    toast.success(`Revision ${revision} is back`, { description: `It is now revision ${saved.value.revision}.` });
    router.push(link(`/dashboards/${dashboard.slug}`));
    router.refresh();
  };
  const restore = (old: SavedDashboard, onDone?: () => void) => {
    setBusy(true);
    put(old)
      .then(onDone)
      .catch((cause: Error) => toast.error('It was not restored', { description: cause.message }))
      .finally(() => setBusy(false));
  };
  return { restore, busy };
}
