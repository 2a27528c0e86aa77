/** A ClickHouse server or cluster, over HTTP by the official client. */
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { identifier } from '@/lib/backends/clickhouse/ddl-table';
import { cancelled, engineError } from '@/lib/backends/clickhouse/engine-error';
import type { Parameters, QueryOptions, ResultSet, Transport } from '@/lib/backends/clickhouse/transport';
import { PRINT_ASKED, refuseUnsafe, TABLE_FUNCTIONS_ASKED } from '@/lib/backends/clickhouse/typed-text';
import { BackendError } from '@/lib/model/backend';

export interface ServerSettings {
  /** http(s)://[user[:password]@]host:port[/database] */
  readonly url: string;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
}

/** Longer than any query may run; ms. Progress headers keep balancers from cutting the line meanwhile. */
const REQUEST_TIMEOUT = 120_000;

const READ = {
  output_format_json_quote_64bit_integers: 1,
  session_timezone: 'UTC',
  // The server stops what nobody waits for any more.
  cancel_http_readonly_queries_on_client_close: 1,
} satisfies ClickHouseSettings;

const TYPED = {
  max_result_rows: '10001',
  result_overflow_mode: 'break',
} satisfies ClickHouseSettings;

/** Connects lazily: an unreachable server shows at the first statement. Throws BackendError when the URL can't be used. */
export function openServer({ url, database, user, password }: ServerSettings): Transport {
  try {
    const client = createClient({
      url,
      ...(database === undefined ? {} : { database }),
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password }),
      application: 'hearth',
      // every failure becomes a BackendError: who asked tells of it, once
      log: { level: ClickHouseLogLevel.OFF },
      request_timeout: REQUEST_TIMEOUT,
      max_open_connections: 16,
      clickhouse_settings: { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '20000' },
      compression: { request: false, response: true },
    });
    return new ServerTransport(client);
  } catch (cause) {
    throw new BackendError('invalid', `The ClickHouse address can't be used: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

class ServerTransport implements Transport {
  private tableFunctions: ReadonlySet<string> | undefined;

  constructor(private readonly client: ClickHouseClient) {}

  async query(text: string, parameters: Parameters, options: QueryOptions): Promise<ResultSet> {
    if (options.signal.aborted) throw cancelled(text);
    try {
      if (options.readonly) await this.refuseUnsafe(text, options);
      const result = await this.client.query({ query: text, format: 'JSONCompact', ...asked(parameters, options) });
      const { meta, data } = await result.json<readonly unknown[]>();
      return { columns: meta ?? [], rows: data };
    } catch (error) {
      throw options.signal.aborted ? cancelled(text) : engineError(error, text);
    }
  }

  async *stream(text: string, parameters: Parameters, options: QueryOptions): AsyncIterable<Uint8Array> {
    try {
      const { stream } = await this.client.exec({ query: `${text} FORMAT Native`, ...asked(parameters, options) });
      for await (const bytes of stream) yield bytes as Uint8Array;
    } catch (error) {
      throw options.signal.aborted ? cancelled(text) : engineError(error, text);
    }
  }

  async command(text: string, parameters: Parameters = {}): Promise<void> {
    try {
      await this.client.command({ query: text, query_params: parameters, clickhouse_settings: { wait_end_of_query: 1 } });
    } catch (error) {
      throw engineError(error, text);
    }
  }

  async insert(table: string, columns: readonly string[], block: Uint8Array): Promise<void> {
    const text = `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(', ')}) FORMAT Native`;
    try {
      // An acknowledgement must mean that it is stored: no buffering on the server.
      const { stream } = await this.client.exec({
        query: text,
        values: Readable.from([block], { objectMode: false }),
        clickhouse_settings: { async_insert: 0, wait_end_of_query: 1, max_partitions_per_insert_block: '0' },
      });
      await finished(stream.resume());
    } catch (error) {
      throw engineError(error, text);
    }
  }

  private async refuseUnsafe(text: string, { signal }: QueryOptions): Promise<void> {
    const ask = async (query: string, parameters: Parameters) => {
      const result = await this.client.query({ query, format: 'JSONCompact', ...asked(parameters, { signal }) });
      return (await result.json<readonly [string]>()).data.map(([value]) => value);
    };
    const [printed = ''] = await ask(PRINT_ASKED, { text });
    this.tableFunctions ??= new Set(await ask(TABLE_FUNCTIONS_ASKED, {}));
    refuseUnsafe(printed, text, this.tableFunctions);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

function asked(parameters: Parameters, { signal, readonly = false, settings }: QueryOptions) {
  const typed: ClickHouseSettings = readonly ? { ...TYPED, readonly: '1' } : {};
  const limits: ClickHouseSettings = { ...READ, ...typed, max_execution_time: readonly ? 30 : 60 };
  return { query_params: parameters, abort_signal: signal, clickhouse_settings: { ...limits, ...settings } };
}
