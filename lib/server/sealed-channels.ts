/** Channels whose secrets are sealed where they are kept. */
import type { Channel, ChannelTarget } from '@/lib/model/alert-channel';
import type { ChannelStore } from '@/lib/model/alert-store';
import { secretsOf, withSecrets } from '@/lib/notify/secrets';
import { isSealed, type SecretBox } from '@/lib/server/secret-box';

/** What is said of a channel that cannot be used because no key opens its secrets. */
export const NOT_OPENED =
  'Its secrets are encrypted with another key: start Hearth with that key in HEARTH_SECRET_KEY or HEARTH_SECRET_KEY_OLD, or enter the secrets again.';

/** Whether some secret of `target` is one that no key opened. */
export function hasSealed(target: ChannelTarget): boolean {
  return [...secretsOf(target).values()].some(isSealed);
}

/** `store`, in which secrets lie sealed by `box`, and out of which they come opened; one that no key opens comes as it lies there. */
export function sealedChannels(store: ChannelStore, box: SecretBox): ChannelStore {
  const mapped = (channel: Channel, to: (text: string, place: string) => string): Channel => ({
    ...channel,
    target: withSecrets(
      channel.target,
      new Map([...secretsOf(channel.target)].map(([name, value]) => [name, to(value, `${channel.id} ${name}`)])),
    ),
  });
  return {
    ...store,
    list: async () => (await store.list()).map((channel) => mapped(channel, box.open)),
    async get(id) {
      const channel = await store.get(id);
      return channel && mapped(channel, box.open);
    },
    save: (channel) => store.save(mapped(channel, box.seal)),
  };
}

/**
 * Seals what lies in `store` as `box` would seal it now: after a key was given for the first time, changed, or taken away. Gives the names of the channels
 * that no key opens; these stay as they are.
 */
export async function sealAnew(store: ChannelStore, box: SecretBox): Promise<string[]> {
  const sealed = sealedChannels(store, box);
  const closed: string[] = [];
  for (const kept of await store.list()) {
    if ([...secretsOf(kept.target).values()].every(box.isCurrent)) continue;
    const channel = await sealed.get(kept.id);
    if (!channel) continue;
    if (hasSealed(channel.target)) closed.push(channel.name);
    else await sealed.save(channel);
  }
  return closed;
}
