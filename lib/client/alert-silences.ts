'use client';

/** What is held back, and until when: how silences are asked for and changed. Every function throws ApiError. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { MINUTE, SECOND } from '@/lib/base/time';
import { get, write } from '@/lib/client/api';
import { ALERTS_KEY } from '@/lib/client/alerts';
import type { Held, HeldAsk, KnownLabels, LabelsAsk } from '@/lib/model/alert-api';
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

/** What these silences are about now, in their order; what was there before stays until the new is there. Asked again every 30 s. */
export function heldOptions(ask: HeldAsk) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'held', ask],
    queryFn: ({ signal }) => write<Held[]>('POST', '/api/alerts/held', ask, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30 * SECOND,
    gcTime: MINUTE,
  });
}

/** Labels to choose from; those from before stay until the new are there. */
export function labelsOptions(ask: LabelsAsk) {
  return queryOptions({
    queryKey: ['alert-labels', ask],
    queryFn: ({ signal }) => write<KnownLabels>('POST', '/api/alerts/labels', ask, signal),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
    gcTime: MINUTE,
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
