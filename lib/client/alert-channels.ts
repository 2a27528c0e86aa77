'use client';

/** Where notifications go: how channels are asked for, changed and tried. Every function throws ApiError. */
import { queryOptions } from '@tanstack/react-query';
import { SECOND } from '@/lib/base/time';
import { get, write } from '@/lib/client/api';
import { ALERTS_KEY } from '@/lib/client/alerts';
import type { ChannelTrial, Preview, PreviewAsk, TrialOutcome } from '@/lib/model/alert-api';
import type { ChannelDraft, ShownChannel } from '@/lib/model/alert-channel';

const at = (id: string) => `/api/channels/${encodeURIComponent(id)}`;

/** Every channel, by name, and how it does. Without its secrets. */
export function channelsOptions() {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'channels'],
    queryFn: ({ signal }) => get<ShownChannel[]>('/api/channels', signal),
    refetchInterval: 10 * SECOND,
    staleTime: 10 * SECOND,
  });
}

/** The very request that a channel would send. Asked again only for another draft, or another message. */
export function previewOptions(ask: PreviewAsk) {
  return queryOptions({
    queryKey: ['channel-preview', ask],
    queryFn: ({ signal }) => write<Preview>('POST', '/api/channels/preview', ask, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Keeps a new channel. Refused with fault `conflict` where another one has the name. */
export function createChannel(draft: ChannelDraft): Promise<ShownChannel> {
  return write('POST', '/api/channels', draft);
}

/** Changes a channel; secrets that are left '' stay as they are. */
export function saveChannel(id: string, draft: ChannelDraft): Promise<ShownChannel> {
  return write('PUT', at(id), draft);
}

/** Deletes a channel, whichever rules tell it: whoever asks has been shown them. */
export function deleteChannel(id: string): Promise<unknown> {
  return write('DELETE', at(id), { force: true });
}

/** Sends a test. That it did not arrive is an outcome, no error. */
export function testChannel(trial: ChannelTrial): Promise<TrialOutcome> {
  return write('POST', '/api/channels/test', trial);
}
