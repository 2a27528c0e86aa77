/** For tests without a ClickHouse server: enough of its HTTP protocol, over the embedded engine, for the official client. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import chdb from 'chdb';
import { literal } from '@/lib/backends/clickhouse/ddl-table';

export interface ServerFront {
  readonly url: string;
  close(): Promise<void>;
}

/** Of the URL's parameters, those that aren't settings of the engine, and those that only a server knows. */
const NOT_SETTINGS = new Set([
  'query',
  'query_id',
  'database',
  'session_id',
  'wait_end_of_query',
  'http_headers_progress_interval_ms',
  'send_progress_in_http_headers',
  'enable_http_compression',
  'cancel_http_readonly_queries_on_client_close',
]);

/** Serves the engine on `folder`, on a free port of this machine. */
export async function openServerFront(folder: string): Promise<ServerFront> {
  const files = join(folder, 'front');
  mkdirSync(files, { recursive: true });
  const keeper = new chdb.Session(folder, { connectionArgs: ['--timezone=UTC'] });
  let count = 0;

  async function run(request: IncomingMessage): Promise<Uint8Array> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const asked = url.searchParams.get('query');
    const session = new chdb.Session(folder);
    try {
      const settings = [...url.searchParams].filter(([name]) => !NOT_SETTINGS.has(name));
      // Readonly comes last: it refuses every setting after it.
      settings.sort(([a], [b]) => Number(a === 'readonly') - Number(b === 'readonly'));
      for (const [name, value] of settings) await session.queryAsync(`SET ${name} = ${literal(value)}`);
      if (asked === null) return (await session.queryAsync(body.toString())).bytes();
      const insert = /^(INSERT INTO [^(]+\((.*)\)) FORMAT Native\s*$/.exec(asked.trim());
      if (!insert) throw new Error(`Code: 48. DB::Exception: The front does not know ${asked}`);
      const file = join(files, String(count++));
      writeFileSync(file, body);
      return (await session.queryAsync(`${insert[1] ?? ''} SELECT ${insert[2] ?? ''} FROM file(${literal(file)}, Native)`)).bytes();
    } finally {
      session.close();
    }
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    run(request).then(
      (bytes) => response.end(bytes),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        const code = /Code: (\d+)/.exec(message)?.[1] ?? '1000';
        response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(message);
      },
    );
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      keeper.close();
      await chdb.drainPending();
    },
  };
}
