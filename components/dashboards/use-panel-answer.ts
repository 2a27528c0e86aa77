'use client';

import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { Choices, Panel } from '@/lib/model/dashboard';
import type { Compare } from '@/lib/query/compare';
import type { Filled } from '@/components/dashboards/panel-fill';
import { fillRequest, panelOptions } from '@/components/dashboards/panel-options';

/**
 * A panel's answers. It asks while it is `seen`: a question that is still under way when the panel has been scrolled away is
 * called off, here and in the store, and asked again when the panel comes back. `full`: it has the whole page.
 */
export function usePanelAnswer(
  panel: Panel,
  choices: Choices,
  range: TimeRange,
  compare: Compare,
  { seen, full }: { readonly seen: boolean; readonly full: boolean },
): UseQueryResult<Filled> {
  const options = useMemo(() => panelOptions(fillRequest(panel, choices, range, compare, full)), [panel, choices, range, compare, full]);
  const result = useQuery({ ...options, enabled: seen && panel.ask.kind !== 'nothing' });
  const client = useQueryClient();
  const asked = useRef(false);
  useEffect(() => {
    if (seen) asked.current = true;
    if (seen || !asked.current) return;
    const { queryKey } = options;
    // another panel may wait for the same answer
    if (client.getQueryCache().find({ queryKey, exact: true })?.isActive()) return;
    void client.cancelQueries({ queryKey, exact: true }, { silent: true, revert: true });
  }, [seen, client, options]);
  return result;
}
