'use client';

/** What is held back, and until when: how silences are asked for and changed. Every function throws ApiError. */
import { queryOptions } from '@tanstack/react-query';
import { SECOND } from '@/lib/base/time';
import { get, write } from '@/lib/client/api';
import { ALERTS_KEY } from '@/lib/client/alerts';
import type { Silence, SilenceDraft } from '@/lib/model/alert-silence';

const at = (id: string) => `/api/silences/${encodeURIComponent(id)}`;

/** Silences that have not ended, and those that ended in the last 30 days; asked again every 10 s while the page is seen. */
export function silencesOptions() {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'silences'],
    queryFn: ({ signal }) => get<Silence[]>('/api/silences', signal),
    refetchInterval: 10 * SECOND,
    staleTime: 10 * SECOND,
  });
}

/** Keeps a new silence. */
export function createSilence(draft: SilenceDraft): Promise<Silence> {
  return write('POST', '/api/silences', draft);
}

/** Changes a silence. */
export function saveSilence(id: string, draft: SilenceDraft): Promise<Silence> {
  return write('PUT', at(id), draft);
}

/** Deletes a silence, as if it had never been. To end one, save it with an end. */
export function deleteSilence(id: string): Promise<unknown> {
  return write('DELETE', at(id), {});
}
