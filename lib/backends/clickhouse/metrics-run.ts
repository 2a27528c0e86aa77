/** Runs queries over metrics. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { groupKey, readFigures, toSeries, toTable, type Figures } from '@/lib/backends/clickhouse/figures';
import { Fields } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { hoursFor } from '@/lib/backends/clickhouse/metric-rollup-cover';
import { POINTS_BY_HOUR, type RolledUp } from '@/lib/backends/clickhouse/metric-rollup-hours';
import { tellsDoubt } from '@/lib/backends/clickhouse/metric-rollup-points';
import { compileAwaited, reachesNow, upTo } from '@/lib/backends/clickhouse/metrics-awaited';
import { leftOut, toldTogether, type MetricKind, type MetricLookUp } from '@/lib/backends/clickhouse/metrics-kind';
import { cellsOf, figuresOf } from '@/lib/backends/clickhouse/metrics-observations';
import { compileParts, MOST_PARTS, readParts, type Part } from '@/lib/backends/clickhouse/metrics-parts';
import { compileScalar, compileScalarDistribution, MOST_TOGETHER, type ScalarQuery } from '@/lib/backends/clickhouse/metrics-scalar';
import { checkSteps } from '@/lib/backends/clickhouse/run-records';
import { checkSliding, keepLargest, type Reading } from '@/lib/backends/clickhouse/run-sliding';
import type { ResultSet } from '@/lib/backends/clickhouse/transport';
import { millis, type Millis } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import { slidingOf, type Sliding } from '@/lib/query/sliding';
import { MOST_POINTS, type Groups } from '@/lib/sql/compile';
import type { Dialect } from '@/lib/sql/dialect';
import { logCells } from '@/lib/sql/log-cells';
import { printSql, sql, type Sql } from '@/lib/sql/sql';

type Grouped = SeriesSpec | TableSpec;

/** What was read of a histogram or summary, and whether that was all. */
interface FoundParts {
  readonly parts: readonly Part[];
  readonly executed: string;
  readonly cut: boolean;
}

function metricOf({ spec }: Query<Grouped>): string {
  if (spec.source.signal !== 'metrics') throw new BackendError('invalid', 'This is not a query over a metric.');
  const { metric } = spec.source;
  if (typeof metric !== 'string') throw new BackendError('invalid', `The variable “${metric.variable}” has no value.`);
  return metric;
}

/** Length in seconds of the part of the step at `at` (ms), or its window, that is inside the range; of the whole range where not `timed`. */
function secondsOf({ frame: { range, step } }: Query<Grouped>, timed: boolean, sliding?: Sliding): (at: number) => number {
  if (!timed) return () => (range.to - range.from) / 1_000;
  if (sliding) return (at) => (Math.min(at + step, range.to) - (at + step - sliding.over)) / 1_000;
  return (at) => (Math.min(at + step, range.to) - Math.max(at, range.from)) / 1_000;
}

/** Groups of a whole range, largest first by measure `orderBy`; without a value last, equals in the order of their labels. */
function ranked(figures: readonly Figures[], orderBy: number): Figures[] {
  const value = ({ values }: Figures) => values[orderBy] ?? -Infinity;
  const labels = (one: Figures, other: Figures) => (JSON.stringify(one.labels) < JSON.stringify(other.labels) ? -1 : 1);
  return [...figures].sort((one, other) => (value(one) === value(other) ? labels(one, other) : value(other) > value(one) ? 1 : -1));
}

/** The dialect with the fields of the table that holds metrics of `kind`. */
export function metricDialect(kind: MetricKind, dialect: Dialect, layout: Layout): Dialect {
  const fields = new Fields(layout, 'metrics', kind.table);
  return { ...dialect, field: (_, field) => fields.operand(field), searched: () => [sql`MetricName`, sql`MetricDescription`] };
}

class MetricRunner {
  private readonly fields: Fields;
  private readonly own: Dialect;

  constructor(
    private readonly kind: MetricKind,
    private readonly metric: string,
    private readonly ask: Ask,
    dialect: Dialect,
    layout: Layout,
    private readonly sliding: Sliding | undefined,
    /** The hours of series that are read, and not all of their points. */
    readonly hours: RolledUp | undefined,
    /** The same metric as other senders' kind of histogram: what was observed there is told with what was observed here. */
    private readonly beside: readonly MetricRunner[] = [],
  ) {
    this.fields = new Fields(layout, 'metrics', kind.table);
    this.own = metricDialect(kind, dialect, layout);
  }

  private asked(query: Query<Grouped>, groups: ScalarQuery['groups'], timed: boolean, careful = false, whole = false): ScalarQuery {
    const hours = this.hours && { type: this.hours, careful };
    return { query, metric: this.metric, kind: this.kind, groups, timed, sliding: timed ? this.sliding : undefined, hours, whole };
  }

  private get isScalar(): boolean {
    return this.kind.behaviour === 'gauge' || this.kind.behaviour === 'counter';
  }

  private async figures(query: Query<Grouped>, orderBy: number, groups: ScalarQuery['groups'], timed: boolean): Promise<Reading> {
    const overTime = timed && this.sliding?.steps !== 1;
    if (!this.isScalar) {
      const { parts, executed, cut } = await this.parts(query, groups, timed);
      const figures = figuresOf(parts, query.spec.measures, this.kind, secondsOf(query, timed, this.sliding));
      const kept = overTime ? figures : ranked(figures, orderBy).slice(0, query.spec.limit);
      return { figures: kept, executed, cut: cut || kept.length < figures.length };
    }
    const { rows, executed } = await this.scalar(this.asked(query, groups, timed), orderBy);
    const most = overTime ? MOST_POINTS : query.spec.limit;
    return { figures: readFigures(rows.slice(0, most), query.spec.by.length, timed), executed, cut: rows.length > most };
  }

  /** The rows that `compile` asks for, without doubts: where hours are in doubt, they are told by their points. */
  private async told(
    asked: ScalarQuery,
    compile: (asked: ScalarQuery) => Sql,
  ): Promise<{ readonly rows: ResultSet['rows']; readonly executed: string }> {
    const statement = compile(asked);
    const rows = await this.ask(statement);
    const { hours } = asked;
    if (!hours || !tellsDoubt(hours, this.kind)) return { rows, executed: printSql(statement) };
    if (Number(rows[0]?.at(-1)) > 0) return this.told({ ...asked, hours: { ...hours, careful: true } }, compile);
    return { rows: rows.map((row) => row.slice(0, -1)), executed: printSql(statement) };
  }

  /** The rows of `compileScalar`. */
  private scalar(asked: ScalarQuery, orderBy: number) {
    return this.told(asked, (careful) => compileScalar(careful, orderBy, this.fields, this.own));
  }

  private async parts(query: Query<Grouped>, groups: ScalarQuery['groups'], timed: boolean): Promise<FoundParts> {
    const found = await Promise.all([this, ...this.beside].map((each) => each.ownParts(query, groups, timed)));
    return {
      parts: found.flatMap(({ parts }) => parts).sort((one, other) => one.at - other.at),
      executed: found.map(({ executed }) => executed).join('\n\n'),
      cut: found.some(({ cut }) => cut),
    };
  }

  private async ownParts(query: Query<Grouped>, groups: ScalarQuery['groups'], timed: boolean): Promise<FoundParts> {
    const asked = this.asked(query, groups, timed);
    const { rows, executed } = await this.told(asked, (careful) => compileParts(careful, this.fields, this.own));
    return { parts: readParts(rows, asked), executed, cut: rows.length > MOST_PARTS };
  }

  async table(query: Query<TableSpec>): Promise<Answer> {
    const { figures, executed, cut } = await this.figures(query, query.spec.orderBy, undefined, false);
    return { kind: 'table', table: toTable(figures, query.spec), executed, partial: cut };
  }

  /** As `steps`, with a gap where the newest steps are told in part. */
  async series(query: Query<SeriesSpec>): Promise<Answer> {
    if (this.sliding) return this.windows(query, this.sliding);
    const { spec, frame } = query;
    const now = millis(Date.now());
    if (this.kind.behaviour === 'gauge' || !reachesNow(frame, now)) return this.steps(query);
    const runners = [this, ...this.beside];
    const [answer, ...times] = await Promise.all([this.steps(query), ...runners.map((each) => each.toldUntil(query, now))]);
    const told = Math.min(...times.filter((time) => time > 0));
    if (answer.kind !== 'series' || told === Infinity) return answer;
    return { ...answer, series: upTo(told, answer.series, spec.measures, frame.step) };
  }

  /** See `compileAwaited`. */
  private async toldUntil({ spec: { where }, frame }: Query<SeriesSpec>, now: Millis): Promise<number> {
    const [row] = await this.ask(compileAwaited({ metric: this.metric, kind: this.kind, where, frame }, now, this.fields, this.own));
    return Number(row?.[0] ?? 0);
  }

  private async steps(query: Query<SeriesSpec>): Promise<Answer> {
    const { spec, frame } = query;
    if (!this.isScalar && spec.by.length > 0) {
      const found = await this.parts(query, undefined, true);
      if (!found.cut) return this.observedSeries(query, found);
    }
    const together = await this.seriesTogether(query);
    if (together) return together;
    const overall = spec.by.length > 0 ? await this.figures(query, 0, undefined, false) : undefined;
    const groups = overall?.figures.map(({ labels }) => labels);
    const { figures, executed, cut } = await this.figures(query, 0, overall?.cut ? groups : undefined, true);
    return { kind: 'series', series: toSeries(figures, spec, frame, groups), executed, partial: cut || (overall?.cut ?? false) };
  }

  /** Which groups are the largest, and how they went, in one statement; undefined where that would be too many figures. */
  private async seriesTogether(query: Query<SeriesSpec>): Promise<Answer | undefined> {
    const { spec, frame } = query;
    if (!this.isScalar || spec.by.length === 0) return undefined;
    const steps = (frame.range.to - frame.range.from) / frame.step;
    if ((this.kind.series ?? Infinity) * steps > MOST_POINTS) return undefined;
    const { rows, executed } = await this.scalar(this.asked(query, undefined, true, false, true), 0);
    if (rows.length > MOST_TOGETHER) return undefined;
    const read = (whole: boolean) =>
      readFigures(rows.filter((row) => (Number(row[0]) > 0) === whole).map((row) => row.slice(1)), spec.by.length, true); // prettier-ignore
    const all = read(true).map(({ labels }) => labels);
    const groups = all.slice(0, spec.limit);
    const kept = new Set(groups.map(groupKey));
    const figures = read(false).filter(({ labels }) => kept.has(groupKey(labels)));
    return { kind: 'series', series: toSeries(figures, spec, frame, groups), executed, partial: groups.length < all.length };
  }

  private windows(query: Query<SeriesSpec>, sliding: Sliding): Promise<Answer> {
    checkSliding(query);
    const whole = { ...query, frame: { ...query.frame, range: sliding.range } };
    const read = (groups: Groups | undefined) => this.figures(whole, 0, groups, true);
    const rank = async (limit: number) => {
      const { figures } = await this.figures({ ...whole, spec: { ...query.spec, limit } }, 0, undefined, false);
      return figures.map(({ labels }) => labels);
    };
    return keepLargest(query, sliding, this.isScalar ? MOST_POINTS : MOST_PARTS, read, rank);
  }

  /** What was observed step by step also tells the whole range, and so which groups are the largest: the points are read once. */
  private observedSeries(query: Query<SeriesSpec>, { parts, executed }: FoundParts): Answer {
    const { spec, frame } = query;
    const whole = figuresOf(
      parts.map((part) => ({ ...part, at: 0 })),
      spec.measures,
      this.kind,
      secondsOf(query, false),
    );
    const groups = ranked(whole, 0)
      .slice(0, spec.limit)
      .map(({ labels }) => labels);
    const kept = new Set(groups.map(groupKey));
    const figures = figuresOf(
      parts.filter(({ labels }) => kept.has(groupKey(labels))),
      spec.measures,
      this.kind,
      secondsOf(query, true),
    );
    return { kind: 'series', series: toSeries(figures, spec, frame, groups), executed, partial: groups.length < whole.length };
  }

  async distribution(query: Query<SeriesSpec>): Promise<Answer> {
    const [measure] = query.spec.measures;
    if (measure?.fn !== 'distribution') throw new BackendError('invalid', 'This is not a distribution.');
    const asked = this.asked({ ...query, spec: { ...query.spec, by: [], measures: [{ fn: 'count' }] } }, undefined, true);
    if (this.kind.behaviour === 'summary') throw new BackendError('unsupported', 'A summary keeps no buckets, so it has no distribution.');
    if (!this.isScalar) {
      const { parts, executed, cut } = await this.parts(asked.query, undefined, true);
      return { kind: 'distribution', cells: cellsOf(parts), executed, partial: cut };
    }
    const statement = compileScalarDistribution(asked, measure.of, this.fields, this.own);
    const rows = await this.ask(statement);
    const counts = rows.slice(0, MOST_POINTS).map(([at, bucket, count]) => ({
      at: Number(at),
      bucket: bucket === null ? undefined : Number(bucket),
      count: Number(count),
    }));
    return { kind: 'distribution', cells: logCells(counts), executed: printSql(statement), partial: rows.length > MOST_POINTS };
  }
}

function nothing({ spec }: Query<Grouped>): Answer {
  const executed = '';
  if (spec.kind === 'table') return { kind: 'table', table: toTable([], spec), executed, partial: false };
  if (spec.measures[0]?.fn === 'distribution') return { kind: 'distribution', cells: [], executed, partial: false };
  return { kind: 'series', series: [], executed, partial: false };
}

/** Answers a query over one metric, whatever its type. Of a metric without points the answer is empty. `rollups`: the hours of series may be read. Throws BackendError. */
export async function runMetrics(
  query: Query<Grouped>,
  ask: Ask,
  dialect: Dialect,
  layout: Layout,
  lookUp: MetricLookUp,
  rollups: boolean,
): Promise<Answer> {
  const { spec, frame } = query;
  const metric = metricOf(query);
  if (spec.kind === 'series') checkSteps({ spec, frame });
  else if (spec.orderBy >= spec.measures.length)
    throw new BackendError('invalid', 'The table is ordered by a measure that it does not have.');
  const sliding = spec.kind === 'series' ? slidingOf(frame) : undefined;
  const kinds = await lookUp(metric, sliding ? { range: sliding.range, step: sliding.over } : frame, ask);
  const told = toldTogether(kinds);
  const whole = { spec, frame: { ...frame, range: sliding?.range ?? frame.range } };
  const runners = told.reduceRight<MetricRunner[]>((beside, kind) => {
    const hours = rollups ? hoursFor(whole, kind, new Fields(layout, 'metrics', kind.table)) : undefined;
    return [new MetricRunner(kind, metric, ask, dialect, layout, sliding, hours, beside), ...beside];
  }, []);
  const [runner] = runners;
  if (!runner) return nothing(query);
  const about = {
    ...(runners.some(({ hours }) => hours) ? { rollup: POINTS_BY_HOUR } : {}),
    ...leftOut(kinds.filter((kind) => !told.includes(kind))),
  };
  if (spec.kind === 'table') return { ...(await runner.table({ spec, frame })), ...about };
  const isDistribution = !sliding && spec.measures.length === 1 && spec.measures[0]?.fn === 'distribution';
  return { ...(await (isDistribution ? runner.distribution({ spec, frame }) : runner.series({ spec, frame }))), ...about };
}
