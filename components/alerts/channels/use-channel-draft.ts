'use client';

import { useState } from 'react';
import { createChannel, saveChannel, testChannel } from '@/lib/client/alert-channels';
import { useRenewAlerts } from '@/lib/client/alerts';
import type { TrialOutcome } from '@/lib/model/alert-api';
import type { ChannelDraft, ChannelKind, ChannelTarget, ShownChannel } from '@/lib/model/alert-channel';
import { CHANNEL_KINDS, isFilled } from '@/components/alerts/channels/channel-kinds';

export interface ChannelDraftState {
  readonly draft: ChannelDraft;
  /** Differs from what is kept; a new channel always does. */
  readonly changed: boolean;
  /** Has a name and all that its kind needs. */
  readonly complete: boolean;
  readonly busy: 'saving' | 'testing' | undefined;
  /** What the last test came to; undefined once the draft is another one. */
  readonly trial: TrialOutcome | undefined;
  /** Why it could not be saved or tested. */
  readonly problem: string | undefined;
  readonly rename: (name: string) => void;
  readonly set: (name: string, value: unknown) => void;
  /** Takes a kept secret away with the next save, or leaves it after all. */
  readonly drop: (name: string, dropped: boolean) => void;
  /** The channel as it is kept now; undefined when it failed, which `problem` says. */
  readonly save: () => Promise<ShownChannel | undefined>;
  readonly test: () => Promise<void>;
}

/** A channel that is being made or changed. Nothing is kept before `save`; `test` sends with what is typed. */
export function useChannelDraft(channel: ShownChannel | undefined, kind: ChannelKind): ChannelDraftState {
  const [draft, setDraft] = useState<ChannelDraft>(() =>
    channel ? { name: channel.name, target: channel.target } : { name: '', target: CHANNEL_KINDS[kind].empty },
  );
  const [kept, setKept] = useState(channel && draft);
  const [busy, setBusy] = useState<'saving' | 'testing'>();
  const [trial, setTrial] = useState<TrialOutcome>();
  const [problem, setProblem] = useState<string>();
  const renew = useRenewAlerts();
  const change = (next: ChannelDraft) => {
    setDraft(next);
    setProblem(undefined);
  };
  const attempt = async <T>(what: 'saving' | 'testing', work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(what);
    setProblem(undefined);
    try {
      return await work();
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
      return undefined;
    } finally {
      await renew();
      setBusy(undefined);
    }
  };
  return {
    draft,
    changed: JSON.stringify(draft) !== JSON.stringify(kept),
    complete: draft.name.trim() !== '' && isFilled(draft.target, channel?.secrets ?? []),
    busy,
    trial,
    problem,
    rename: (name) => change({ ...draft, name }),
    set: (name, value) => {
      setTrial(undefined);
      const target: ChannelTarget = { ...draft.target, [name]: value };
      // what is typed replaces what is kept
      change(withDropped({ ...draft, target }, name, false));
    },
    drop: (name, dropped) => {
      setTrial(undefined);
      change(withDropped(draft, name, dropped));
    },
    save: () =>
      attempt('saving', async () => {
        const saved = channel ? await saveChannel(channel.id, draft) : await createChannel(draft);
        // what was typed as a secret is kept elsewhere now
        const shown = { name: saved.name, target: saved.target };
        setDraft(shown);
        setKept(shown);
        return saved;
      }),
    test: async () => {
      setTrial(undefined);
      setTrial(await attempt('testing', () => testChannel({ ...(channel ? { id: channel.id } : {}), draft })));
    },
  };
}

/** `draft` without an empty list of what is dropped: that is the same draft. */
function withDropped({ drop = [], ...draft }: ChannelDraft, name: string, dropped: boolean): ChannelDraft {
  const others = drop.filter((each) => each !== name);
  const all = dropped ? [...others, name] : others;
  return all.length === 0 ? draft : { ...draft, drop: all };
}
