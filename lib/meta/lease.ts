/** Which of several Hearths on one PostgreSQL evaluates the rules: whoever holds a lock that belongs to a connection. */
import { Client } from 'pg';
import { millis, nowMillis, SECOND } from '@/lib/base/time';
import type { Lease } from '@/lib/model/alert-store';

// one number for all Hearths, beside the migrations' one
const EVALUATION_LOCK = 4_863_173;
/** No answer for so long, and the connection is taken for dead. */
const ANSWER = millis(5 * SECOND);
/** What was checked a moment ago is not checked again. */
const FRESH = millis(2 * SECOND);
/** The server ends a connection that says nothing for so long, and its lock with it: whoever held it is gone, or hangs. */
const SILENCE = millis(20 * SECOND);

/** The lease of a Hearth that has its database for itself. */
export const OWN_LEASE: Lease = { held: async () => true, release: async () => undefined };

/**
 * The lease among the Hearths on the PostgreSQL at `url`. The lock is one of the session: it is gone the moment that its holder's
 * connection is, and a holder that cannot reach the server knows within 5 s that it holds nothing any more. A holder must ask
 * `held()` every 20 s at least; one whose connection died without a word is dropped by the server after those.
 */
export function openLease(url: string): Lease {
  let connection: Client | undefined;
  let checked: { at: number; held: Promise<boolean> } | undefined;
  let closed = false;

  const drop = (client: Client) => {
    if (connection === client) connection = undefined;
    // a dead connection cannot be said goodbye to
    client.end().catch(() => undefined);
  };
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER, query_timeout: ANSWER, keepAlive: true });
    client.on('error', () => drop(client));
    client.on('end', () => drop(client));
    try {
      await client.connect();
      await client.query(`SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2`);
      const { rows } = await client.query<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`);
      // known since PostgreSQL 14; before, a holder that hangs keeps the lock, one that is gone loses it by the lines above
      if ((rows[0]?.version ?? 0) >= 140_000) await client.query(`SET idle_session_timeout = ${SILENCE}`);
    } catch (cause) {
      drop(client);
      throw cause;
    }
    return client;
  };
  const check = async (): Promise<boolean> => {
    const client = connection;
    if (client) {
      try {
        await client.query('SELECT 1');
        return connection === client;
      } catch {
        drop(client);
        return false;
      }
    }
    return take();
  };
  const take = async (): Promise<boolean> => {
    let client: Client | undefined;
    try {
      client = await connect();
      const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [EVALUATION_LOCK]);
      if (rows[0]?.taken && !closed) {
        connection = client;
        return true;
      }
    } catch {
      // no server, no lease: the next call tries again, and health tells of the server
    }
    if (client) drop(client);
    return false;
  };
  return {
    held() {
      if (closed) return Promise.resolve(false);
      if (checked && nowMillis() - checked.at < FRESH && nowMillis() >= checked.at) return checked.held;
      checked = { at: nowMillis(), held: check() };
      return checked.held;
    },
    async release() {
      closed = true;
      await checked?.held;
      const client = connection;
      connection = undefined;
      await client?.end().catch(() => undefined);
    },
  };
}
