/** What was pushed since the list was read: what of it is in the list, what waits while the list is held, and how much. */
import { better, liveRecord, newestFirst, type LiveRecord } from '@/components/live/live-record';
import type { View } from '@/components/live/live-query';
import type { TailBatch } from '@/lib/client/tail-buffer';
import type { TraceSummary } from '@/lib/model/answer';

/** Pushed records that are kept. */
export const MOST_KEPT = 2_000;
/** So many are left when the oldest are dropped: not at every batch. */
const LEFT = 1_500;
/** Traces whose growth is remembered before their root has come. */
const MOST_GROWING = 5_000;

type Records = ReadonlyMap<string, LiveRecord>;

/** What came at once. */
export type Arrival = Pick<TailBatch, 'rows' | 'left' | 'gone' | 'traces'>;

export interface Feed {
  /** In the list, by key. */
  readonly shown: Records;
  /** New, not in the list while it is held. */
  readonly held: Records;
  /** How many came while the list was held. */
  readonly fresh: number;
  /** How many more passed the filter than were sent, since the list was read. */
  readonly shed: number;
  /** By how much each trace grew since the list was read; the latest to grow last. */
  readonly growth: ReadonlyMap<string, TraceSummary>;
  /** Older records than this were dropped: to see them, the list must be read anew. */
  readonly floor: bigint | undefined;
  /** More waits than is kept: the list must be read anew to be whole. */
  readonly overflow: boolean;
}

export const NOTHING_CAME: Feed = {
  shown: new Map(),
  held: new Map(),
  fresh: 0,
  shed: 0,
  growth: new Map(),
  floor: undefined,
  overflow: false,
};

export interface Taking {
  readonly view: View;
  /** New records wait; those that are in the list change in place all the same. */
  readonly holding: boolean;
  /** Whether a key is in the list that was read. */
  readonly listed: (key: string) => boolean;
}

/** The feed after more came. */
export function taken(feed: Feed, arrival: Arrival, { view, holding, listed }: Taking): Feed {
  const growth = grown(feed.growth, arrival);
  const shown = new Map(feed.shown);
  const held = new Map(feed.held);
  let fresh = feed.fresh;
  for (const row of arrival.rows) {
    const record = withGrowth(liveRecord(row, view), growth);
    const target = shown.has(record.key) || listed(record.key) || !holding ? shown : held;
    const before = target.get(record.key);
    if (!before && target === held) fresh += 1;
    if (before || target.size < MOST_KEPT || target === shown) target.set(record.key, before ? better(before, record) : record);
  }
  for (const { traceId, spanId } of arrival.gone) {
    for (const records of [shown, held]) {
      const key = view === 'tree' ? `trace ${traceId}` : `span ${traceId} ${spanId}`;
      const row = records.get(key)?.row;
      if (row?.signal === 'spans' && row.spanId === spanId) records.delete(key);
    }
  }
  for (const { traceId } of arrival.traces) {
    const key = `trace ${traceId}`;
    for (const records of [shown, held]) {
      const record = records.get(key);
      if (record) records.set(key, withGrowth(record, growth));
    }
  }
  return {
    ...bounded(shown, feed.floor),
    held,
    fresh: holding ? fresh + arrival.left : fresh,
    shed: feed.shed + arrival.left,
    growth,
    overflow: feed.overflow || held.size >= MOST_KEPT,
  };
}

/** The newest of `shown`, and from where on they are whole. */
function bounded(shown: Records, floor: bigint | undefined): Pick<Feed, 'shown' | 'floor'> {
  if (shown.size <= MOST_KEPT) return { shown, floor };
  const kept = [...shown.values()].sort(newestFirst).slice(0, LEFT);
  return { shown: new Map(kept.map((record) => [record.key, record])), floor: kept.at(-1)?.time };
}

/** The feed with all that waited in the list. */
export function released(feed: Feed): Feed {
  if (feed.held.size === 0 && feed.fresh === 0) return feed;
  return { ...feed, ...bounded(new Map([...feed.shown, ...feed.held]), feed.floor), held: new Map(), fresh: 0 };
}

/**
 * The feed after the list was read anew: what the list says as well or better is dropped, and so is what is older than
 * `horizon`, which the next pages bring.
 */
export function settled(feed: Feed, read: readonly LiveRecord[], horizon: bigint | undefined): Feed {
  const byKey = new Map(read.map((record) => [record.key, record]));
  const keep = ([key, record]: [string, LiveRecord]): boolean => {
    const known = byKey.get(key);
    if (known) return better(known, record) !== known;
    return horizon === undefined || record.place >= horizon;
  };
  const shown = new Map([...feed.shown].filter(keep));
  const held = new Map([...feed.held].filter(keep));
  return { ...NOTHING_CAME, shown, held, fresh: held.size };
}

/** `records` with what their traces have grown by since they were read. */
export function withAllGrowth(records: readonly LiveRecord[], growth: Feed['growth']): readonly LiveRecord[] {
  if (growth.size === 0) return records;
  return records.map((record) => {
    const more = record.trace && growth.get(record.row.traceId);
    return more && record.trace ? { ...record, trace: sum(record.trace, more) } : record;
  });
}

/** A pushed record's trace is as large as it has grown since. */
function withGrowth(record: LiveRecord, growth: Feed['growth']): LiveRecord {
  const trace = growth.get(record.row.traceId);
  return trace && record.row.signal === 'spans' ? { ...record, trace } : record;
}

function grown(before: Feed['growth'], arrival: Arrival): Feed['growth'] {
  if (arrival.traces.length === 0) return before;
  const growth = new Map(before);
  for (const { traceId, spans, errors } of arrival.traces) {
    const next = sum(growth.get(traceId) ?? { spans: 0, errors: 0 }, { spans, errors });
    growth.delete(traceId);
    growth.set(traceId, next);
  }
  for (const traceId of growth.keys()) {
    if (growth.size <= MOST_GROWING) break;
    growth.delete(traceId);
  }
  return growth;
}

function sum(one: TraceSummary, other: TraceSummary): TraceSummary {
  return { ...one, spans: one.spans + other.spans, errors: one.errors + other.errors };
}
