/** Which metrics have points over a time: a page asks for dozens by name, of which a system sends a few. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { instant } from '@/lib/backends/clickhouse/dialect';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { HOUR, millis, SECOND, type TimeRange } from '@/lib/base/time';
import { identifier, join, sql } from '@/lib/sql/sql';

/** How long a list is used: as long as a page takes to ask all that it has. Another process may store a new metric meanwhile. */
const KEPT = 2 * SECOND;
const MOST_KEPT = 50;

/** Lists of names by whole hours, as the tables' projections keep them: all names take no longer to read than one metric's points. */
export class MetricNames {
  private readonly lists = new Map<string, { readonly names: ReadonlySet<string>; readonly at: number }>();
  private readonly listed: boolean;

  /** Without Hearth's own projections nothing is known: every metric may be there. */
  constructor(private readonly layout: Layout) {
    this.listed = Object.values(METRIC_TABLES).every((table) => hasColumn(layout, table, 'Series'));
  }

  /** false: `metric` has no points in the hours of `range`. Throws BackendError. */
  async mayHave(metric: string, { from, to }: TimeRange, ask: Ask): Promise<boolean> {
    if (!this.listed) return true;
    const hours = { from: millis(Math.floor(from / HOUR) * HOUR), to: millis(Math.ceil(to / HOUR) * HOUR) };
    const key = `${hours.from} ${hours.to}`;
    const kept = this.lists.get(key);
    if (kept && Date.now() - kept.at < KEPT) return kept.names.has(metric);
    const at = Date.now();
    const names = await this.read(hours, ask);
    if (this.lists.size >= MOST_KEPT) this.lists.clear();
    this.lists.set(key, { names, at });
    return names.has(metric);
  }

  /** Points were stored: what was read before may lack their metrics. */
  forget(): void {
    this.lists.clear();
  }

  private async read({ from, to }: TimeRange, ask: Ask): Promise<Set<string>> {
    const hour = sql`toStartOfHour(TimeUnix)`;
    const lists = Object.values(METRIC_TABLES).map(
      (table) =>
        sql`SELECT MetricName FROM ${identifier(table)} WHERE ${hour} >= ${instant(from)} AND ${hour} < ${instant(to)} GROUP BY MetricName`,
    );
    const rows = await ask(join(lists, sql`\nUNION ALL\n`));
    return new Set(rows.map(([name]) => String(name)));
  }
}
