'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import type { TimeRange } from '@/lib/base/time';
import { useLink } from '@/lib/client/link';
import { doorFilter, type FigureAt } from '@/lib/dashboards/door';
import type { Query } from '@/lib/model/query';
import { printFilter } from '@/lib/query/print-filter';

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
      const { spec } = query;
      if (spec.kind === 'native' || spec.source.signal !== 'spans') return undefined;
      const filter = printFilter(doorFilter(spec, at));
      // figures count spans wherever they stand in their trace
      const own = {
        show: 'all',
        ...(filter === '' ? {} : { q: filter }),
        ...(range ? { from: String(range.from), to: String(range.to) } : {}),
      };
      return link('/traces', own);
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
