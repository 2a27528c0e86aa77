/** Which metrics have points over a time, and of which types: a page asks for dozens by name, of which a system sends a few. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { instant } from '@/lib/backends/clickhouse/dialect';
import { Kept } from '@/lib/backends/clickhouse/kept';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { DAY, HOUR, millis, SECOND, type TimeRange } from '@/lib/base/time';
import type { MetricData } from '@/lib/model/telemetry';
import { identifier, join, sql } from '@/lib/sql/sql';

/** How long a list is used: as long as a page takes to ask all that it has. Another process may store a new metric meanwhile. */
const KEPT = millis(2 * SECOND);
const MOST_KEPT = 50;

/** From this length on a range is looked up by whole days: the windows of a page are then the same ones. */
const LONG = millis(12 * HOUR);

/** What one of the tables has of a metric: how many points, of how many series. */
export interface Listed {
  readonly type: MetricData['type'];
  readonly points: number;
  readonly series: number;
}

type Lists = ReadonlyMap<string, readonly Listed[]>;

/** `range` widened to the whole hours, or days where it is long, that metrics are looked up by. */
export function lookedUp({ from, to }: TimeRange): TimeRange {
  const unit = to - from < LONG ? HOUR : DAY;
  return { from: millis(Math.floor(from / unit) * unit), to: millis(Math.ceil(to / unit) * unit) };
}

/** Lists of names by whole hours, as the tables' projections keep them: all names take no longer to read than one metric's points. */
export class MetricNames {
  private readonly lists = new Kept<Lists>(KEPT, MOST_KEPT);
  private readonly listed: boolean;

  /** Without Hearth's own projections nothing is known: every metric may be there. */
  constructor(private readonly layout: Layout) {
    this.listed = Object.values(METRIC_TABLES).every((table) => hasColumn(layout, table, 'Series'));
  }

  /**
   * The types that points of `metric` have in `range`, which is of whole hours, most points first; none where it has no points.
   * Undefined where nobody knows. Throws BackendError.
   */
  async typesOf(metric: string, range: TimeRange, ask: Ask): Promise<readonly Listed[] | undefined> {
    if (!this.listed) return undefined;
    const lists = await this.lists.get(`${range.from} ${range.to}`, () => this.read(range, ask));
    return lists.get(metric) ?? [];
  }

  /** Points were stored: what was read before may lack their metrics. */
  forget(): void {
    this.lists.forget();
  }

  private async read({ from, to }: TimeRange, ask: Ask): Promise<Lists> {
    const hour = sql`toStartOfHour(TimeUnix)`;
    const tables = Object.entries(METRIC_TABLES).map(
      ([type, table]) =>
        sql`SELECT ${type} AS type, MetricName, count() AS points FROM ${identifier(table)} WHERE ${hour} >= ${instant(from)} AND ${hour} < ${instant(to)} GROUP BY MetricName, Series`,
    );
    const rows = await ask(sql`SELECT type, MetricName, sum(points) AS total, count() AS series
FROM (
${join(tables, sql`\nUNION ALL\n`)}
)
GROUP BY type, MetricName
ORDER BY total DESC, type`);
    const lists = new Map<string, Listed[]>();
    for (const [type, name, points, series] of rows) {
      const list = lists.get(String(name)) ?? [];
      list.push({ type: type as Listed['type'], points: Number(points), series: Number(series) });
      lists.set(String(name), list);
    }
    return lists;
  }
}
