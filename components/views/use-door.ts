'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { doorAddress } from '@/lib/dashboards/door-address';
import type { TimeRange } from '@/lib/base/time';
import { useLink } from '@/lib/client/link';
import { doorOf, type FigureAt } from '@/lib/dashboards/door';
import type { Query } from '@/lib/model/query';

export interface Door {
  /** The page of the records behind a figure; without a `range` of its own, in the window that the page shows. */
  readonly hrefOf: (query: Query, at?: FigureAt, range?: TimeRange) => string | undefined;
  /** Goes there. Does nothing where there is no such page. */
  readonly open: (query: Query, at?: FigureAt, range?: TimeRange) => void;
}

/** Leads from figures to the records that were counted for them, with the filter already set. */
export function useDoor(): Door {
  const link = useLink();
  const router = useRouter();
  const hrefOf = useCallback(
    (query: Query, at?: FigureAt, range?: TimeRange) => {
      const door = doorOf(query.spec, at);
      if (!door) return undefined;
      const { path, own } = doorAddress(door, range);
      return link(path, own);
    },
    [link],
  );
  const open = useCallback(
    (query: Query, at?: FigureAt, range?: TimeRange) => {
      const href = hrefOf(query, at, range);
      if (href !== undefined) router.push(href);
    },
    [hrefOf, router],
  );
  return { hrefOf, open };
}
