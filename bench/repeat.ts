/** A store made many times larger within minutes, without taking anything in anew. */
import type { Transport } from '@/lib/backends/clickhouse/transport';

const signal = new AbortController().signal;

async function names(transport: Transport, text: string, table?: string): Promise<string[]> {
  const { rows } = await transport.query(text, table === undefined ? {} : { table }, { signal });
  return rows.map(([name]) => String(name));
}

/** Tables that grow with the spans and logs that come; metrics are as many however many spans there are. */
const GROWING = `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
  AND match(name, '^(otel_traces|otel_logs|hearth_)') ORDER BY name`;

const PARTITIONS = `SELECT DISTINCT partition_id FROM system.parts
  WHERE database = currentDatabase() AND active AND table = {table:String} ORDER BY 1`;

/**
 * Makes every span and log of a filled store `times` ones: their parts are attached again, those of the roll-ups too, and then merged as
 * they would have been in time. What is asked by dashboards is as it would be had the spans come `times` as fast; only a trace has each of
 * its spans `times`.
 */
export async function repeat(transport: Transport, times: number): Promise<void> {
  for (const table of await names(transport, GROWING)) {
    const partitions = await names(transport, PARTITIONS, table);
    const once = `${table}_once`;
    await transport.command(`CREATE TABLE ${once} CLONE AS ${table}`);
    for (const partition of partitions) {
      for (let turn = 1; turn < times; turn++)
        await transport.command(`ALTER TABLE ${table} ATTACH PARTITION ID '${partition}' FROM ${once}`);
    }
    await transport.command(`DROP TABLE ${once} SYNC`);
    for (const partition of partitions) await transport.command(`OPTIMIZE TABLE ${table} PARTITION ID '${partition}' FINAL`);
  }
}
