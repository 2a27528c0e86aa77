import { beforeEach, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { channelStore } from '@/lib/meta/alert-channels';
import { openTestMeta } from '@/lib/meta/embedded.testing';
import type { Channel } from '@/lib/model/alert-channel';
import type { ChannelStore } from '@/lib/model/alert-store';
import { secretBox } from '@/lib/server/secret-box';
import { hasSealed, sealAnew, sealedChannels } from '@/lib/server/sealed-channels';

const meta = openTestMeta();
let kept: ChannelStore;
beforeEach(async () => {
  kept = channelStore(meta().db);
  for (const { id } of await kept.list()) await kept.remove(id);
});

const ONE = secretBox({ current: Buffer.alloc(32, 1), old: [] });
const TWO_AND_ONE = secretBox({ current: Buffer.alloc(32, 2), old: [Buffer.alloc(32, 1)] });
const TWO = secretBox({ current: Buffer.alloc(32, 2), old: [] });
const NONE_AND_TWO = secretBox({ current: undefined, old: [Buffer.alloc(32, 2)] });

const WEBHOOK: Channel = {
  id: 'ops',
  owner: '',
  name: 'Ops',
  createdAt: millis(1),
  testedAt: millis(2),
  target: { kind: 'webhook', url: 'https://ops.example', headers: { Authorization: 'Bearer t0ken' }, template: '', signingKey: '' },
};
const MAIL: Channel = { ...WEBHOOK, id: 'mail', name: 'Mail', target: { kind: 'email', to: ['ops@example.org'] } };

/** Everything as it lies in the database. */
const lying = async () => JSON.stringify(await kept.list());

it('keeps no secret in the open, and gives it out as it was', async () => {
  const sealed = sealedChannels(kept, ONE);
  await sealed.save(WEBHOOK);
  await sealed.save(MAIL);
  expect(await lying()).not.toContain('t0ken');
  expect(await lying()).toContain('https://ops.example');
  expect(await sealed.get('ops')).toEqual(WEBHOOK);
  expect(await sealed.list()).toEqual([MAIL, WEBHOOK]);
  // of another channel it does not open
  const own = await kept.get('ops');
  if (own) await kept.save({ ...own, id: 'thief', name: 'Thief' });
  const thief = await sealed.get('thief');
  expect(thief && hasSealed(thief.target)).toBe(true);
});

it('seals what was open before, follows the key when it changes, and opens all when it is taken away', async () => {
  await kept.save(WEBHOOK);
  await kept.save(MAIL);
  expect(await sealAnew(kept, ONE)).toEqual([]);
  expect(await lying()).not.toContain('t0ken');
  const once = await lying();
  expect(await sealAnew(kept, ONE)).toEqual([]);
  expect(await lying()).toBe(once);

  // without the old key it stays as it is, and is named
  expect(await sealAnew(kept, TWO)).toEqual(['Ops']);
  expect(await lying()).toBe(once);
  expect(await sealAnew(kept, TWO_AND_ONE)).toEqual([]);
  expect(await sealedChannels(kept, TWO).get('ops')).toEqual(WEBHOOK);
  expect(await sealAnew(kept, NONE_AND_TWO)).toEqual([]);
  expect(await kept.get('ops')).toEqual(WEBHOOK);
});
