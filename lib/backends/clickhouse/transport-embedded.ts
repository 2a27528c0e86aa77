/** chDB: the ClickHouse engine in this process. One process owns the folder. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import chdb, { type ChdbResult, type Session } from 'chdb';
import { identifier, literal } from '@/lib/backends/clickhouse/ddl-table';
import { cancelled, engineError } from '@/lib/backends/clickhouse/engine-error';
import { parameterText } from '@/lib/backends/clickhouse/parameters';
import { Slots } from '@/lib/backends/clickhouse/slots';
import type { Parameters, QueryOptions, ResultSet, SettingValue, Transport } from '@/lib/backends/clickhouse/transport';
import { PRINT_ASKED, refuseUnsafe, TABLE_FUNCTIONS_ASKED } from '@/lib/backends/clickhouse/typed-text';
import { BackendError, isBackendError } from '@/lib/model/backend';

const MIB = 2 ** 20;

/** The engine's defaults suit a machine of its own; these leave room for the process it lives in. */
const ENGINE = [
  '--timezone=UTC',
  `--max_server_memory_usage=${2_048 * MIB}`,
  `--mark_cache_size=${64 * MIB}`,
  `--primary_index_cache_size=${64 * MIB}`,
  `--index_mark_cache_size=${32 * MIB}`,
  `--compiled_expression_cache_size=${16 * MIB}`,
];

const READ: Readonly<Record<string, SettingValue>> = {
  output_format_json_quote_64bit_integers: 1,
  max_execution_time: 60,
  max_memory_usage: 1_024 * MIB,
  max_threads: 2,
  // Measured on 10 M spans, newest 100 roots of 30 days: 203 ms of CPU without it, 580 ms with it.
  use_top_k_dynamic_filtering: 0,
  // Looks for a < b AND b < c at every level of a statement: a fifth of what planning a panel's statement takes, and no statement gains.
  optimize_and_compare_chain: 0,
};

/** For text that people type, on top of `READ`. */
const TYPED: Readonly<Record<string, SettingValue>> = { max_execution_time: 30, max_result_rows: 10_001, result_overflow_mode: 'break' };

/** Queries that run side by side: two cores are the usual machine, and one of them has to keep up with ingest. */
const READERS = 3;
const WAITING = 64;

const DRAIN_MILLIS = 5_000;

/** A query that was about to begin when it was called off isn't found by the first attempt to end it. */
const KILL_AGAIN_MILLIS = 100;

export interface EmbeddedSettings {
  /** Holds everything; made when missing. */
  readonly folder: string;
}

/** Opens the engine on `folder`. Throws BackendError, with one sentence that names the folder. */
export function openEmbedded({ folder }: EmbeddedSettings): Transport {
  const path = resolve(folder);
  const drop = join(path, 'hearth-inserts');
  const open = (): Session => new chdb.Session(path, { connectionArgs: ENGINE });
  let writer: Session;
  try {
    mkdirSync(path, { recursive: true });
    writer = open();
    // A request may carry records of many days, and it must become whole parts or none.
    writer.query('SET max_partitions_per_insert_block = 0');
    // Most of an insert goes to its views: one after another, they leave a second processor idle.
    writer.query('SET parallel_view_processing = 1');
    mkdirSync(drop, { recursive: true });
    for (const name of readdirSync(drop)) rmSync(join(drop, name)); // left by a process that was killed
  } catch (cause) {
    throw openingError(cause, path);
  }
  return new EmbeddedTransport(open, writer, drop);
}

/** Why the engine can't be opened on the folder, for the operator. */
export function openingError(cause: unknown, path: string): BackendError {
  if (isBackendError(cause) && cause.fault !== 'failed') return cause;
  const { code, message } = cause as { code?: string; message?: string };
  if (code === 'EACCES' || code === 'EPERM') return new BackendError('denied', `The data folder ${path} can't be written.`, { cause });
  if (code === 'ENOSPC') return new BackendError('full', `The disk that holds the data folder ${path} is full.`, { cause });
  if (code === 'CHDB_CONNECTION') {
    return new BackendError('denied', `The data folder ${path} can't be opened: another Hearth is using it, or it isn't readable.`, {
      cause,
    });
  }
  return new BackendError('failed', `The data folder ${path} can't be opened: ${message ?? String(cause)}`, { cause });
}

class EmbeddedTransport implements Transport {
  private readonly readers = new Slots(READERS, WAITING);
  private writes: Promise<unknown> = Promise.resolve();
  private files = 0;
  private queries = 0;
  private closed = false;
  private tableFunctions: ReadonlySet<string> | undefined;
  /** How to end each query that runs. */
  private readonly stops = new Set<() => void>();

  constructor(
    private readonly open: () => Session,
    private readonly writer: Session,
    private readonly drop: string,
  ) {}

  async query(text: string, parameters: Parameters, options: QueryOptions): Promise<ResultSet> {
    const result = await this.read(text, parameters, options, (session) => session.queryAsync(text, { format: 'JSONCompact' }));
    // A statement that returns nothing has no body.
    if (result.bytes().length === 0) return { columns: [], rows: [] };
    const { meta, data } = result.json<{ meta: ResultSet['columns']; data: ResultSet['rows'] }>();
    return { columns: meta, rows: data };
  }

  async *stream(text: string, parameters: Parameters, options: QueryOptions): AsyncIterable<Uint8Array> {
    const release = await this.place(text, options);
    const session = this.open();
    try {
      await prepare(session, parameters, options);
      const { signal } = options;
      for await (const chunk of session.queryStream(text, { format: 'Native', signal })) yield chunk.raw();
    } catch (error) {
      throw options.signal.aborted ? cancelled(text) : engineError(error, text);
    } finally {
      session.close();
      release();
    }
  }

  async command(text: string, parameters: Parameters = {}): Promise<void> {
    await this.write(text, async () => {
      if (Object.keys(parameters).length > 0) await this.writer.queryAsync(setting({}, parameters));
      await this.writer.queryAsync(text);
    });
  }

  /**
   * The block goes through a file: the engine's own insert takes text formats alone, and a table function that reads
   * Native keeps the block whole, so it becomes one part in each partition.
   */
  async insert(table: string, columns: readonly string[], block: Uint8Array): Promise<void> {
    const names = columns.map(identifier).join(', ');
    const file = join(this.drop, `${String(this.files++)}.native`);
    const text = `INSERT INTO ${identifier(table)} (${names}) SELECT ${names} FROM file(${literal(file)}, Native)`;
    try {
      await writeFile(file, block);
      await this.write(text, () => this.writer.queryAsync(text));
    } catch (error) {
      throw engineError(error, text);
    } finally {
      await unlink(file).catch(() => undefined); // it is swept at the next start
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const stop of [...this.stops]) stop();
    await this.writes;
    this.writer.close();
    // a query that can't be ended may run on for a minute: the process needn't
    await Promise.race([chdb.drainPending(), sleep(DRAIN_MILLIS, undefined, { ref: false })]);
  }

  /** The writer's session does one thing at a time, in the order of asking. */
  private write(text: string, work: () => Promise<unknown>): Promise<void> {
    const done = this.writes.then(work).then(
      () => undefined,
      (error: unknown) => {
        throw engineError(error, text);
      },
    );
    this.writes = done.catch(() => undefined);
    return done;
  }

  /** What a query is found by among those that run. */
  private newMark(): string {
    return `hearth-${String(this.queries++)}`;
  }

  /**
   * Ends the query with this mark when `signal` aborts or the store closes: the binding has no way to, the engine has.
   * A stream needs none: it is left between two blocks.
   */
  private killOnAbort(mark: string, signal: AbortSignal): { end(): void } {
    let ended = false;
    const kill = async (): Promise<void> => {
      while (!ended) {
        const session = this.open();
        try {
          await session.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${literal(mark)} ASYNC`);
        } finally {
          session.close();
        }
        await sleep(KILL_AGAIN_MILLIS, undefined, { ref: false });
      }
    };
    const stop = () => {
      if (!this.stops.delete(stop)) return;
      // one that can't be ended runs into its time limit
      kill().catch(() => undefined);
    };
    this.stops.add(stop);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return {
      end: () => {
        ended = true;
        this.stops.delete(stop);
        signal.removeEventListener('abort', stop);
      },
    };
  }

  /** A place among the readers, once there is one; who reads alongside needs none. Throws where the store is closed by then. */
  private async place(text: string, { signal, alongside }: QueryOptions): Promise<() => void> {
    const release = alongside || this.closed ? () => undefined : await this.readers.take(signal);
    if (!this.closed) return release;
    release();
    // a session that is opened now would open the engine once more
    throw cancelled(text);
  }

  /** Whoever gives up is told at once; the slot is free as soon as the engine has let go. */
  private async read<T>(text: string, parameters: Parameters, options: QueryOptions, work: (session: Session) => Promise<T>): Promise<T> {
    const release = await this.place(text, options);
    const running = this.inSession(text, parameters, options, work).finally(release);
    return new Promise<T>((resolve, reject) => {
      const stop = () => {
        reject(cancelled(text));
      };
      options.signal.addEventListener('abort', stop, { once: true });
      running.then(resolve, reject).finally(() => {
        options.signal.removeEventListener('abort', stop);
      });
    });
  }

  /** Settings and parameters stay on a session, so each query has its own; opening one takes a fraction of a millisecond. */
  private async inSession<T>(
    text: string,
    parameters: Parameters,
    options: QueryOptions,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const session = this.open();
    const mark = this.newMark();
    const watch = this.killOnAbort(mark, options.signal);
    try {
      if (options.readonly) {
        await session.queryAsync(setting({}, { text }));
        const printed = (await session.queryAsync(PRINT_ASKED, { format: 'TSVRaw' })).text();
        this.tableFunctions ??= lines(await session.queryAsync(TABLE_FUNCTIONS_ASKED, { format: 'TSVRaw' }));
        refuseUnsafe(printed, text, this.tableFunctions);
      }
      await prepare(session, parameters, options, mark);
      return await work(session);
    } catch (error) {
      throw engineError(error, text);
    } finally {
      watch.end();
      session.close();
    }
  }
}

const lines = (result: ChdbResult): ReadonlySet<string> => new Set(result.text().trimEnd().split('\n'));

/** `mark`: what the query can be found by while it runs. */
async function prepare(session: Session, parameters: Parameters, { readonly, settings }: QueryOptions, mark = ''): Promise<void> {
  await session.queryAsync(setting({ ...READ, ...(readonly ? TYPED : {}), ...settings, log_comment: mark }, parameters));
  if (readonly) await session.queryAsync('SET readonly = 1');
}

/** chDB's own binding runs one query at a time in the whole process; `SET param_…` binds on the session alone. */
function setting(settings: Readonly<Record<string, SettingValue>>, parameters: Parameters): string {
  const set = Object.entries(settings).map(
    ([name, value]) => `${name} = ${typeof value === 'string' ? literal(value) : String(Number(value))}`,
  );
  const bound = Object.entries(parameters).map(([name, value]) => `param_${name} = ${literal(parameterText(value))}`);
  return `SET ${[...set, ...bound].join(', ')}`;
}
