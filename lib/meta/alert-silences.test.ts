import { expect, it } from 'vitest';
import { DAY, millis } from '@/lib/base/time';
import { channelStore } from '@/lib/meta/alert-channels';
import { silenceStore } from '@/lib/meta/alert-silences';
import { onBoth } from '@/lib/meta/both.testing';
import type { Channel } from '@/lib/model/alert-channel';
import type { Silence } from '@/lib/model/alert-silence';

const NOW = millis(1_000 * DAY);
const silence = (id: string, time: Silence['time']): Silence => ({
  id,
  owner: '',
  createdAt: millis(NOW - 100 * DAY),
  matchers: [{ label: 'service.name', op: 'matches', value: 'a|b' }],
  rules: ['queue'],
  time,
  reason: 'Moving house',
});
const until = (to: number) => ({ kind: 'once', from: millis(0), to: millis(to) }) as const;
const weekly = { kind: 'weekly', days: [1, 7], start: '22:30', minutes: 90, zone: 'Europe/Berlin' } as const;

onBoth('silences', (meta) => {
  it('lists those that have not ended for 30 days, as they were saved; a changed one is one', async () => {
    const store = silenceStore(meta().db);
    const kept = [
      silence('a', until(NOW + DAY)),
      silence('b', until(NOW - 29 * DAY)),
      silence('c', weekly as never),
      silence('d', { ...weekly, until: millis(NOW - 1) } as never),
    ];
    for (const each of [
      ...kept,
      silence('e', until(NOW - 30 * DAY)),
      silence('f', { ...weekly, until: millis(NOW - 31 * DAY) } as never),
    ]) {
      await store.save(each);
    }
    expect(await store.list(NOW)).toEqual(kept);
    const ended = { ...silence('a', until(NOW - 40 * DAY)), reason: 'Ended' };
    await store.save(ended);
    expect((await store.list(NOW)).map(({ id }) => id)).toEqual(['b', 'c', 'd']);
    expect(await store.remove('b')).toBe(true);
    expect(await store.remove('b')).toBe(false);
  });
});

onBoth('channels', (meta) => {
  it('keeps each under its own name, with what is secret', async () => {
    const store = channelStore(meta().db);
    const channel = (id: string, name: string, over: Partial<Channel> = {}): Channel => ({
      id,
      name,
      target: { kind: 'ntfy', url: 'https://ntfy.sh', topic: 'hearth', token: 'secret' },
      owner: '',
      createdAt: millis(1_234),
      ...over,
    });
    expect(await store.save(channel('1', 'Pager'))).toBe(true);
    expect(await store.save(channel('2', 'Chat'))).toBe(true);
    expect(await store.save(channel('3', 'Pager'))).toBe(false);
    expect(await store.save(channel('2', 'Pager'))).toBe(false);
    expect(await store.list()).toEqual([channel('2', 'Chat'), channel('1', 'Pager')]);
    expect(await store.save(channel('1', 'Pager', { testedAt: millis(5_678) }))).toBe(true);
    expect(await store.get('1')).toEqual(channel('1', 'Pager', { testedAt: millis(5_678) }));
    // other settings were not tried yet
    await store.save(channel('1', 'Ops'));
    expect(await store.get('1')).toEqual(channel('1', 'Ops'));
    expect(await store.remove('1')).toBe(true);
    expect(await store.remove('1')).toBe(false);
    expect(await store.get('1')).toBeUndefined();
  });
});
