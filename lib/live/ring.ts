/** The last requests that were stored, within bounds, so that whoever comes back gets what came in between. */
import type { Millis } from '@/lib/base/time';
import { storedCount } from '@/lib/live/stored';
import type { Attribute } from '@/lib/model/attribute';
import type { IngestRequest } from '@/lib/model/telemetry';

export interface RingLimits {
  readonly records: number;
  /** Of memory, estimated. */
  readonly bytes: number;
}

/** A stored request. Its first record has the position `from`: records are counted since the start. */
export interface Kept {
  readonly from: number;
  readonly request: IngestRequest;
  /** When it was stored. */
  readonly at: Millis;
}

/** Objects of a record, and of an attribute, measured in a heap snapshot of decoded spans, rounded up. */
const RECORD_BYTES = 400;
const ATTRIBUTE_BYTES = 80;

export class Ring {
  private kept: (Kept & { readonly records: number; readonly bytes: number })[] = [];
  private records = 0;
  private bytes = 0;
  private next = 0;

  constructor(private readonly limits: RingLimits) {}

  /** Position of the record that is stored next. */
  get head(): number {
    return this.next;
  }

  /** Position of the oldest record that is still here; the head where there is none. */
  get oldest(): number {
    return this.kept[0]?.from ?? this.next;
  }

  /** Counts a request without keeping it. */
  skip(request: IngestRequest): void {
    this.next += storedCount(request);
  }

  /** Keeps a request and gives up the oldest ones beyond the limits; never the newest, however large. */
  push(request: IngestRequest, at: Millis): void {
    const records = storedCount(request);
    if (records === 0) return;
    const bytes = bytesOf(request);
    this.kept.push({ from: this.next, request, at, records, bytes });
    this.next += records;
    this.records += records;
    this.bytes += bytes;
    let given = 0;
    for (const old of this.kept) {
      const within = this.records <= this.limits.records && this.bytes <= this.limits.bytes;
      if (within || given === this.kept.length - 1) break;
      this.records -= old.records;
      this.bytes -= old.bytes;
      given += 1;
    }
    if (given > 0) this.kept = this.kept.slice(given);
  }

  /** The requests that have records at `position` or behind it, oldest first. What comes later does not change the list. */
  since(position: number): readonly Kept[] {
    const first = this.kept.findIndex(({ from, records }) => from + records > position);
    return first === -1 ? [] : this.kept.slice(first);
  }

  /** Gives up all that is here; positions go on counting. */
  clear(): void {
    this.kept = [];
    this.records = 0;
    this.bytes = 0;
  }
}

/** About what a request's records take in memory, without the resource and the scope that they share. */
function bytesOf({ spans, pendingSpans, logs }: IngestRequest): number {
  let bytes = 0;
  for (const list of [spans, pendingSpans]) {
    for (const { name, message, attributes, events, links } of list) {
      bytes += RECORD_BYTES + name.length + message.length + ofAttributes(attributes);
      for (const event of events) bytes += RECORD_BYTES + ofAttributes(event.attributes);
      bytes += links.length * RECORD_BYTES;
    }
  }
  for (const { body, attributes } of logs) bytes += RECORD_BYTES + body.text.length + ofAttributes(attributes);
  return bytes;
}

function ofAttributes(attributes: readonly Attribute[]): number {
  let bytes = 0;
  for (const { key, text } of attributes) bytes += ATTRIBUTE_BYTES + key.length + text.length;
  return bytes;
}
