'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { toast } from 'sonner';
import type { TimeRange } from '@/lib/base/time';
import type { Marker } from '@/lib/charts/markers';
import { saveChoices } from '@/lib/client/dashboards';
import { metricsOptions } from '@/lib/client/metrics';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Choices, Dashboard } from '@/lib/model/dashboard';
import { useChoices } from '@/components/dashboards/use-choices';
import { useMarkers } from '@/components/dashboards/use-markers';
import type { VariablesBarProps } from '@/components/dashboards/variables-bar';

export interface DashboardData {
  readonly range: TimeRange;
  readonly choices: Choices;
  readonly markers: readonly Marker[];
  readonly tenant: string | undefined;
  readonly setTenant: (tenant: string | undefined) => void;
  readonly bar: Pick<VariablesBarProps, 'choices' | 'range' | 'onChoose' | 'onKeep'>;
}

/**
 * What every panel of a dashboard is asked with: window, choices, lines of deployments. `saved`: the choices that the workspace
 * keeps; `slug`: where to keep others, undefined for a dashboard that is not saved yet.
 */
export function useDashboardData({ variables }: Dashboard, saved: Choices, slug: string | undefined): DashboardData {
  const { range } = useTimeWindow();
  const [kept, setKept] = useState<Choices>({});
  const all = useMemo(() => ({ ...saved, ...kept }), [saved, kept]);
  // the metrics that arrived decide only where the dashboard knows several names for one
  const open = variables.some(({ kind, name, ...rest }) => kind === 'metric' && 'metrics' in rest && rest.metrics.length > 1 && !all[name]);
  const { data: metrics, isError } = useQuery({ ...metricsOptions(range), enabled: open });
  const arrived = useMemo(
    () => (metrics ? new Set(metrics.map(({ name }) => name)) : isError ? new Set<string>() : undefined),
    [metrics, isError],
  );
  const { choices, choose, tenant, setTenant } = useChoices(variables, all, arrived);
  const markers = useMarkers(choices, range);
  const keep = useCallback(
    (name: string, metric: string) => {
      if (slug === undefined) return;
      const next = { ...all, [name]: [metric] };
      setKept(next);
      // what the address says would hide the choice that is now kept for everyone
      choose(name, []);
      saveChoices(slug, next).then(
        () => toast.success('Kept for everyone who opens this dashboard', { description: metric }),
        (cause: unknown) => {
          setKept(({ [name]: _dropped, ...others }) => others);
          toast.error('The choice was not kept', { description: cause instanceof Error ? cause.message : String(cause) });
        },
      );
    },
    [slug, all, choose],
  );
  const bar = { choices, range, onChoose: choose, ...(slug === undefined ? {} : { onKeep: keep }) };
  return { range, choices, markers, tenant, setTenant, bar };
}
