/** Channels as the routes take and give them: secrets come in and never go out. */
import { randomUUID } from 'node:crypto';
import { DAY, millis } from '@/lib/base/time';
import type { Channel, ChannelDraft, ShownChannel } from '@/lib/model/alert-channel';
import type { ChannelStore, DeliveryTally } from '@/lib/model/alert-store';
import { addressOf, hideSecrets, secretsOf, withoutSecrets } from '@/lib/notify/secrets';
import type { ChannelDesk } from '@/lib/server/channel-desk';
import { refuseUnusable, withKeptSecrets } from '@/lib/server/channel-target';
import { arrivedAt } from '@/lib/server/channel-tests';
import { refuseUnkeepable } from '@/lib/server/keepable';
import { RouteError } from '@/lib/server/route';
import { WORKSPACE } from '@/lib/server/workspace';

/** Every channel, by name, and how it did in the last 24 hours. */
export async function listChannels({ channels, deliveries, lastBeat, now }: ChannelDesk): Promise<ShownChannel[]> {
  const [all, tallies] = await Promise.all([channels.list(), deliveries.tallies(millis(now() - DAY))]);
  const byId = new Map(tallies.map((tally) => [tally.channelId, tally]));
  return all.map((channel) => shown(channel, byId.get(channel.id), lastBeat(channel.id)));
}

/** Keeps a new channel. Throws RouteError where it cannot work, or its name is taken. */
export async function createChannel(desk: ChannelDesk, draft: ChannelDraft): Promise<ShownChannel> {
  return keep(desk, { id: randomUUID(), owner: WORKSPACE, createdAt: desk.now() }, draft);
}

/** Changes a channel; secrets that the draft leaves '' stay, unless it drops them. Throws RouteError. */
export async function changeChannel(desk: ChannelDesk, id: string, draft: ChannelDraft): Promise<ShownChannel> {
  return keep(desk, await requireChannel(desk.channels, id), draft);
}

/**
 * Deletes a channel; what still waits for it is given up. Throws RouteError where there is none, and, unless `force`, where rules tell it.
 */
export async function removeChannel({ channels, rules }: ChannelDesk, id: string, force: boolean): Promise<void> {
  const { name } = await requireChannel(channels, id);
  const telling = (await rules.list()).filter(({ rule }) => rule.tell.some(({ channel }) => channel === id)).map(({ rule }) => rule.title);
  if (telling.length > 0 && !force) {
    const who = telling.length === 1 ? 'This rule tells' : `These ${telling.length} rules tell`;
    throw new RouteError(409, 'conflict', `${who} ${name}: ${telling.join(', ')}. Take it out of them first, or delete it all the same.`);
  }
  await channels.remove(id);
}

/** With its secrets. */
async function requireChannel(channels: Pick<ChannelStore, 'get'>, id: string): Promise<Channel> {
  const channel = await channels.get(id);
  if (!channel) throw new RouteError(404, 'notFound', 'This channel is no longer there: someone else deleted it.');
  return channel;
}

type Kept = Pick<Channel, 'id' | 'owner' | 'createdAt'> & Partial<Pick<Channel, 'target' | 'testedAt'>>;

async function keep(desk: ChannelDesk, was: Kept, draft: ChannelDraft): Promise<ShownChannel> {
  const target = withKeptSecrets(draft, was.target);
  refuseUnusable(target);
  const { id, owner, createdAt } = was;
  const testedAt = arrivedAt(desk, target) ?? (JSON.stringify(target) === JSON.stringify(was.target) ? was.testedAt : undefined);
  const channel: Channel = { id, owner, createdAt, name: draft.name, target, ...(testedAt === undefined ? {} : { testedAt }) };
  refuseUnkeepable(channel, 'The channel');
  if (await desk.channels.save(channel)) return shown(channel, undefined, undefined);
  throw new RouteError(409, 'conflict', `There is a channel called “${draft.name}” already. Choose another name.`);
}

function shown(channel: Channel, tally: DeliveryTally | undefined, lastBeat: string | undefined): ShownChannel {
  const { target } = channel;
  const lastOutcome = lastBeat ?? tally?.lastOutcome;
  return {
    ...channel,
    target: withoutSecrets(target),
    secrets: [...secretsOf(target)].filter(([, value]) => value !== '').map(([name]) => name),
    address: addressOf(target),
    sent: tally?.sent ?? 0,
    waiting: tally?.waiting ?? 0,
    dead: tally?.dead ?? 0,
    ...(lastOutcome === undefined ? {} : { lastOutcome: hideSecrets(lastOutcome, target) }),
  };
}
