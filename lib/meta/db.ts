/** The metadata's database: PGlite inside this process, or a PostgreSQL server; the same SQL and migrations on both. */
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { Pool } from 'pg';

export type MetaDatabase = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface Meta {
  readonly db: MetaDatabase;
  /** 'embedded' or 'server': for health and the log. */
  readonly kind: 'embedded' | 'server';
  /** Throws when the database doesn't answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export type MetaSettings = { readonly mode: 'embedded'; readonly folder: string } | { readonly mode: 'server'; readonly url: string };

/** The metadata cannot be opened; the message says why in a sentence. */
export class MetaError extends Error {
  override readonly name = 'MetaError';
}

// one number for all Hearths: the lock under which one of several processes on a server migrates
const MIGRATION_LOCK = 4_863_172;

/** Opens the database and brings its tables up to date with `migrations` (a folder). Throws MetaError. */
export async function openMeta(settings: MetaSettings, migrations: string): Promise<Meta> {
  return settings.mode === 'embedded' ? openEmbedded(settings.folder, migrations) : openServer(settings.url, migrations);
}

async function openEmbedded(folder: string, migrations: string): Promise<Meta> {
  try {
    const client = await PGlite.create(folder);
    const db = drizzlePglite(client);
    await migratePglite(db, { migrationsFolder: migrations });
    return {
      db,
      kind: 'embedded',
      check: async () => void (await client.query('SELECT 1')),
      close: () => client.close(),
    };
  } catch (cause) {
    throw new MetaError(`The metadata in ${folder} cannot be opened: ${reason(cause)}.`, { cause });
  }
}

async function openServer(url: string, migrations: string): Promise<Meta> {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000 });
  // a connection that breaks while idle is replaced on the next use; without a listener it would end the process
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await migratePg(drizzlePg(client), { migrationsFolder: migrations });
      await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    } finally {
      client.release();
    }
  } catch (cause) {
    await pool.end();
    throw new MetaError(`The PostgreSQL server of HEARTH_DATABASE_URL (${new URL(url).host}) cannot be used: ${reason(cause)}.`, { cause });
  }
  return {
    db: drizzlePg(pool),
    kind: 'server',
    check: async () => void (await pool.query('SELECT 1')),
    close: () => pool.end(),
  };
}

/** What the driver said, without its own full stop; connection failures to several addresses come as an AggregateError. */
function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reason).join('; ');
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
}
