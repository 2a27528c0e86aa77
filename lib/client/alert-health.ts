'use client';

/** Whether people can rely on being told. */
import { queryOptions } from '@tanstack/react-query';
import { SECOND } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { ALERTS_KEY } from '@/lib/client/alerts';

/** What of GET /health is about alerts. */
interface Health {
  readonly components: { readonly alerts?: { readonly state: 'healthy' } | { readonly state: 'degraded'; readonly reason: string } };
}

/** Why people cannot rely on being told: late rules, messages that do not arrive; null while they can. */
async function fetchAlertHealth(signal: AbortSignal): Promise<string | null> {
  const response = await fetch('/health', { signal });
  const health = (await response.json().catch(() => undefined)) as Health | undefined;
  if (!health) throw new ApiError(response.status, { fault: 'failed', message: `/health answered ${response.status} without a word.` });
  const { alerts } = health.components;
  return alerts?.state === 'degraded' ? alerts.reason : null;
}

/** What is wrong with alerts themselves, asked again every 10 s while the page is seen. */
export function alertHealthOptions() {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'health'],
    queryFn: ({ signal }) => fetchAlertHealth(signal),
    refetchInterval: 10 * SECOND,
  });
}
