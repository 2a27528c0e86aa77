import { expect, it } from 'vitest';
import { millis, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import type { Channel } from '@/lib/model/alert-channel';
import { createHeartbeats } from '@/lib/server/alert-heartbeats';

const channel = (id: string, target: Channel['target']): Channel => ({ id, name: id, owner: '', createdAt: millis(0), target });
const heartbeat = (id: string, every: Millis) => channel(id, { kind: 'heartbeat', url: `https://hc.example.com/${id}`, every });

function beating(channels: readonly Channel[]) {
  const state = { now: millis(0), inTime: true, arrived: true, called: [] as string[], reported: [] as unknown[] };
  const heartbeats = createHeartbeats({
    channels: { list: async () => [...channels] },
    inTime: () => state.inTime,
    call: async ({ id }) => {
      state.called.push(`${id}@${state.now / SECOND}`);
      return { arrived: state.arrived, outcome: state.arrived ? 'Answered 200.' : 'Answered 500.' };
    },
    now: () => state.now,
    report: (cause) => state.reported.push(cause),
  });
  const until = async (seconds: number) => {
    for (; state.now < seconds * SECOND; state.now = millis(state.now + 5 * SECOND)) await heartbeats.tick();
  };
  return { state, heartbeats, until };
}

it('calls each at its interval, and no other channel', async () => {
  const { state, until, heartbeats } = beating([
    heartbeat('a', MINUTE),
    heartbeat('b', millis(30 * SECOND)),
    channel('c', { kind: 'slack', url: 'https://hooks.slack.com/services/x' }),
  ]);
  await until(121);
  expect(state.called).toEqual(['a@0', 'b@0', 'b@30', 'a@60', 'b@60', 'b@90', 'a@120', 'b@120']);
  expect([heartbeats.lastOutcome('a'), heartbeats.lastOutcome('c')]).toEqual(['Answered 200.', undefined]);
  expect(state.reported).toEqual([]);
});

it('is silent while rules are not evaluated in time', async () => {
  const { state, until } = beating([heartbeat('a', MINUTE)]);
  await until(10);
  state.inTime = false;
  await until(300);
  expect(state.called).toEqual(['a@0']);
  state.inTime = true;
  await until(310);
  expect(state.called).toEqual(['a@0', 'a@300']);
});

it('calls again sooner where a call did not arrive', async () => {
  const { state, until } = beating([heartbeat('a', millis(10 * MINUTE))]);
  state.arrived = false;
  await until(61);
  expect(state.called).toEqual(['a@0', 'a@30', 'a@60']);
});

it('stops when it is closed', async () => {
  const { state, until, heartbeats } = beating([heartbeat('a', MINUTE)]);
  await until(10);
  heartbeats.close();
  await until(300);
  expect(state.called).toEqual(['a@0']);
});
