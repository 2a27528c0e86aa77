import { describe, expect, it } from 'vitest';
import { play, span, type PlayedSpan } from '@/lib/demo/shape';
import { Random } from '@/lib/demo/random';

const stage = { at: 1_000, random: new Random(1), environment: 'production' as const };
const times = (spans: readonly PlayedSpan[]): Record<string, [number, number]> =>
  Object.fromEntries(spans.map(({ name, from, to }) => [name, [from, to]]));

describe('play', () => {
  it('puts children one after the other, after 40 % of the own work', () => {
    const { spans } = play(
      span('parent', { takes: 10 }, span('first', { takes: 5 }), span('second', { takes: 20 })),
      stage,
      'agent-gateway',
    );
    // 1000 + 4 before the first child; 5 and 20 of theirs; 6 more of its own.
    expect(times(spans)).toEqual({ parent: [1_000, 1_035], first: [1_004, 1_009], second: [1_009, 1_029] });
    expect(spans.map(({ name }) => name)).toEqual(['parent', 'first', 'second']);
  });

  it('keeps a fixed child inside, and lets a later one go on by itself', () => {
    const shape = span('parent', { takes: 10 }, span('fixed', { at: 30, takes: 5 }), span('job', { later: 100, takes: 50 }));
    expect(times(play(shape, stage, 'agent-gateway').spans)).toEqual({
      parent: [1_000, 1_035],
      fixed: [1_030, 1_035],
      job: [1_100, 1_150],
    });
  });

  it('says which parents are remote', () => {
    const shape = span('root', {}, span('near'), span('far', { service: 'memory-cloud' }, span('near the far')));
    const flags = Object.fromEntries(play(shape, stage, 'memory-gateway').spans.map(({ name, flags }) => [name, flags]));
    // 0x001 sampled, 0x100 knows whether the parent is remote, 0x200 it is.
    expect(flags).toEqual({ root: 0x101, near: 0x101, far: 0x301, 'near the far': 0x101 });
  });

  it('turns a fault into an exception event and an error', () => {
    const fault = { type: 'ValueError', message: 'no', stack: 'Traceback' };
    const [failed] = play(span('fails', { takes: 3, fault }), stage, 'agent-gateway').spans;
    expect(failed).toMatchObject({
      status: 'Error',
      statusMessage: 'ValueError: no',
      events: [
        {
          at: 1_003,
          name: 'exception',
          attributes: { 'exception.type': 'ValueError', 'exception.message': 'no', 'exception.stacktrace': 'Traceback' },
        },
      ],
    });
  });

  it('writes notes as logs with the ids of their span, at their time or at its end', () => {
    const shape = span('speaks', {
      takes: 10,
      notes: [
        { severity: 'INFO', body: 'early', after: 2 },
        { severity: 'WARN', body: 'late', event: 'a.b' },
      ],
    });
    const { spans, logs } = play(shape, stage, 'agent-gateway');
    expect(logs.map(({ at, body, event, severity }) => [at, severity, body, event])).toEqual([
      [1_002, 'INFO', 'early', ''],
      [1_010, 'WARN', 'late', 'a.b'],
    ]);
    expect(logs.every(({ traceId, spanId }) => traceId === spans[0]?.traceId && spanId === spans[0]?.spanId)).toBe(true);
  });

  it('goes on in an open span of another trace', () => {
    const [open] = play(span('open', { takes: 5_000 }), stage, 'marketing-agent').spans;
    const [under] = play(span('received'), { ...stage, at: 2_000 }, 'marketing-agent', open).spans;
    expect(under).toMatchObject({ traceId: open?.traceId, parentSpanId: open?.spanId, host: open?.host });
  });
});
