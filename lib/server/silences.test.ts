import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { Silence, SilenceDraft } from '@/lib/model/alert-silence';
import type { SilenceStore } from '@/lib/model/alert-store';
import { createSilence } from '@/lib/server/silences';

const matching = (value: string): SilenceDraft => ({
  matchers: [{ label: 'service.name', op: 'matches', value }],
  rules: [],
  time: { kind: 'once', from: millis(0), to: millis(1) },
  reason: 'Test',
});

it('keeps no expression that cannot be followed: it would hold nothing back', async () => {
  const kept: Silence[] = [];
  const store: SilenceStore = { list: async () => kept, save: async (silence) => void kept.push(silence), remove: async () => false };
  for (const [pattern, sentence] of [
    ['(', '“(” is no regular expression.'],
    ['(?!api).*', 'Look-arounds such as ?! are not understood here: use a second label, or “is not”.'],
  ] as const) {
    await expect(createSilence(store, matching(pattern))).rejects.toMatchObject({ status: 400, message: sentence });
  }
  expect(kept).toEqual([]);
  expect(await createSilence(store, matching('check.*'))).toMatchObject(matching('check.*'));
  expect(kept).toHaveLength(1);
});
