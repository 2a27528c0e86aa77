'use client';

import { useQuery } from '@tanstack/react-query';
import { conditionsOptions } from '@/lib/client/alerts';
import { useIdle } from '@/lib/client/idle';

/** How many rules fire and are not silenced, in red; nothing while none does. */
export function FiringCount() {
  const { data: { critical = 0, warn = 0 } = {} } = useQuery({ ...conditionsOptions(), enabled: useIdle() });
  const count = critical + warn;
  if (count === 0) return null;
  return (
    <span className="ml-auto pl-1 text-xs font-[550] text-error folded:absolute folded:top-0 folded:right-0.5 folded:pl-0">
      {count}
      <span className="sr-only"> firing</span>
    </span>
  );
}
