/** Asks a running Hearth what it stored, through the same API that its pages use. */
import assert from 'node:assert/strict';
import type { Answer, CellValue, LogRow, SpanRow } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, Source, Spec } from '@/lib/model/query';
import type { SpanDetail } from '@/lib/model/trace';
import { FrameReader } from '@/lib/model/trace-frame';
import { SpanColumns } from '@/lib/waterfall/columns';

/** One span of a trace, slim. */
export interface SlimSpan {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly message: string;
  readonly service: string;
  /** ns; −1 while no end is known. */
  readonly duration: number;
  readonly level: number;
}

const MINUTE = 60_000;
const equals = (field: Field, value: string): Filter => ({ op: 'eq', field, value });

export class Ask {
  readonly #app: string;
  readonly #from = Date.now() - MINUTE;

  /** `app`: where the API is. Everything since a minute before now is asked for. */
  constructor(app: string) {
    this.#app = app;
  }

  async #run(spec: Spec): Promise<Answer> {
    const response = await fetch(`${this.#app}/api/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(this.#app).origin },
      body: JSON.stringify({ spec, frame: { range: { from: this.#from, to: Date.now() + MINUTE }, step: MINUTE } }),
    });
    if (!response.ok) throw new Error(`POST /api/query answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** One figure per measure over all records that match. */
  async figures(source: Source, measures: Measure[], where?: Filter): Promise<CellValue[]> {
    const answer = await this.#run({ kind: 'table', source, measures, by: [], orderBy: 0, limit: 10, ...(where ? { where } : {}) });
    assert.ok(answer.kind === 'table' && answer.table.rows.length === 1, `one row, not ${JSON.stringify(answer)}`);
    return [...(answer.table.rows[0] ?? [])].map((cell) => (typeof cell === 'string' && /^-?\d/.test(cell) ? Number(cell) : cell));
  }

  /** One measure of a metric, by the values of one attribute. */
  async byAttribute(metric: string, measure: Measure, key: string): Promise<Record<string, CellValue>> {
    const by: Field[] = [{ in: 'attributes', key }];
    const answer = await this.#run({
      kind: 'table',
      source: { signal: 'metrics', metric },
      measures: [measure],
      by,
      orderBy: 0,
      limit: 10,
    });
    assert.ok(answer.kind === 'table', 'a table');
    return Object.fromEntries(answer.table.rows.map((row) => [String(row[0]), row[1] ?? null]));
  }

  /** Log records of a service, newest first, with the values of `fields`. */
  async logs(service: string, fields: Field[] = []): Promise<LogRow[]> {
    const where = equals({ in: 'record', name: 'service' }, service);
    const answer = await this.#run({
      kind: 'rows',
      source: { signal: 'logs' },
      where,
      fields,
      orderBy: 'time',
      traceSummary: false,
      limit: 100,
    });
    assert.ok(answer.kind === 'rows', 'rows');
    return answer.rows.filter((row) => row.signal === 'logs');
  }

  /** The one span of a trace with this name, as lists show it. */
  async spanRow(traceId: string, name: string, fields: Field[] = []): Promise<SpanRow> {
    const where: Filter = {
      op: 'and',
      of: [equals({ in: 'record', name: 'traceId' }, traceId), equals({ in: 'record', name: 'name' }, name)],
    };
    const answer = await this.#run({
      kind: 'rows',
      source: { signal: 'spans' },
      where,
      fields,
      orderBy: 'time',
      traceSummary: false,
      limit: 10,
    });
    assert.ok(answer.kind === 'rows' && answer.rows.length === 1, `one span ${name}, not ${JSON.stringify(answer)}`);
    const [row] = answer.rows;
    assert.ok(row?.signal === 'spans', 'a span');
    return row;
  }

  /** All spans of a trace, in the order of their starts. */
  async trace(traceId: string): Promise<SlimSpan[]> {
    const response = await fetch(`${this.#app}/api/traces/${traceId}`);
    assert.equal(response.status, 200, 'GET /api/traces/:id');
    const parts = [...new FrameReader().push(new Uint8Array(await response.arrayBuffer()))];
    const end = parts.at(-1);
    assert.ok(end?.kind === 'end' && end.error === undefined, `the stream ends well, not with ${JSON.stringify(end)}`);
    const [head] = parts;
    assert.ok(head?.kind === 'head', 'the stream begins with its head');
    const columns = new SpanColumns(head);
    for (const part of parts) if (part.kind === 'spans') columns.append(part);
    return Array.from({ length: columns.count }, (_, span) => ({
      spanId: columns.spanIdOf(span),
      parentSpanId: columns.parentIdOf(span),
      name: columns.nameOf(span),
      message: columns.messageOf(span),
      service: columns.serviceOf(span),
      duration: columns.duration[span] ?? NaN,
      level: columns.level[span] ?? NaN,
    }));
  }

  /** Everything of the one span of a trace with this name. */
  async span(traceId: string, name: string): Promise<SpanDetail> {
    const found = (await this.trace(traceId)).filter((span) => span.name === name);
    assert.equal(found.length, 1, `spans named ${name} in ${traceId}`);
    const response = await fetch(`${this.#app}/api/traces/${traceId}/spans/${found[0]?.spanId}`);
    assert.equal(response.status, 200, 'GET /api/traces/:id/spans/:id');
    return (await response.json()) as SpanDetail;
  }
}

/** A trace as an indented outline of names, children in the order of their starts. */
export function outline(spans: readonly SlimSpan[], under = ''): string[] {
  return spans
    .filter(({ parentSpanId }) => parentSpanId === under)
    .flatMap((span) => [span.name, ...outline(spans, span.spanId).map((line) => `  ${line}`)]);
}

/** Repeats `attempt` until it returns something, or throws what was `missing` after ten seconds. */
export async function eventually<T>(attempt: () => Promise<T | undefined>, missing: string): Promise<T> {
  const until = Date.now() + 10_000;
  for (;;) {
    const found = await attempt();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(missing);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
