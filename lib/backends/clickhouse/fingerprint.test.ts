import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAsk, type Ask } from '@/lib/backends/clickhouse/ask';
import { fingerprint } from '@/lib/backends/clickhouse/fingerprint';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { printSql, sql } from '@/lib/sql/sql';

const folder = mkdtempSync(join(tmpdir(), 'hearth-fingerprint-'));
let transport: Transport;
let ask: Ask;

beforeAll(() => {
  transport = openEmbedded({ folder });
  ask = createAsk(transport, new AbortController().signal);
});
afterAll(async () => {
  await transport.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ['TimeoutError', "no answer from 'search' after 30 s", 'TimeoutError: no answer from # after # s'],
  ['TimeoutError', 'no answer from "search-2" after 1.5s', 'TimeoutError: no answer from # after #'],
  ['', '', ''],
  ['ValueError', '', 'ValueError'],
  ['', 'disk full', 'disk full'],
  ['asyncio.CancelledError', '   ', 'asyncio.CancelledError'],
  ['StreamError', 'stream 5f0d9c1e-8f5b-4b7a-9d53-0a1b2c3d4e5f ended', 'StreamError: stream # ended'],
  ['StreamError', 'stream 9c1e8f5b4b7a9d53 ended', 'StreamError: stream # ended'],
  ['StreamError', 'stream stream_7 ended', 'StreamError: stream stream_# ended'],
  ['StreamError', 'stream stream_1234 ended', 'StreamError: stream stream_# ended'],
  ['StreamError', 'stream a1b2c3 of tenant42', 'StreamError: stream # of tenant#'],
  ['NotFound', 'no user ada.lovelace+test@example.co.uk', 'NotFound: no user #'],
  ['ConnectionError', 'connect to 10.0.3.17:5432 refused', 'ConnectionError: connect to # refused'],
  [
    'HTTPError',
    '503 for https://api.example.com/v1/streams/8821/segments/3',
    'HTTPError: # for https://api.example.com/v1/streams/#/segments/#',
  ],
  ['RuntimeError', 'at 2026-11-21T10:00:00.123Z the clock went back -3 s', 'RuntimeError: at # the clock went back -# s'],
  ['RuntimeError', '<Worker object at 0x7f3ac01d2e50> stopped', 'RuntimeError: <Worker object at #> stopped'],
  ['S3Error', "S3 can't put object of 1048576 bytes as UTF8", "S3Error: S3 can't put object of # bytes as UTF8"],
  // what these quote is a name in the program
  ['KeyError', "'tenant_id'", "KeyError: 'tenant_id'"],
  ['AttributeError', "'NoneType' object has no attribute 'get'", "AttributeError: 'NoneType' object has no attribute 'get'"],
  ['TypeError', "Cannot read properties of undefined (reading 'id')", "TypeError: Cannot read properties of undefined (reading 'id')"],
  [
    'psycopg.errors.UniqueViolation',
    'duplicate key value violates unique constraint "users_email_key"\nDETAIL:  Key (email)=(ada@example.com) already exists.',
    'psycopg.errors.UniqueViolation: duplicate key value violates unique constraint "users_email_key"',
  ],
  ['NotFoundError', "no user 'ada', no team “core”", 'NotFoundError: no user #, no team #'],
  [
    'pydantic_core.ValidationError',
    '\n2 validation errors for Stream\nurl\n  Field required',
    'pydantic_core.ValidationError: # validation errors for Stream',
  ],
  ['E', '  two\t spaces  ', 'E: two spaces'],
  ['E', 'ü'.repeat(400), `E: ${'ü'.repeat(300)}`],
])('%s · %s', async (type, message, expected) => {
  expect(await ask(sql`SELECT ${fingerprint(sql`${type}`, sql`${message}`)}`)).toEqual([[expected]]);
});

it('says the same written out, as a table has it in its definition', async () => {
  const { rows } = await transport.query(
    `SELECT ${printSql(fingerprint(sql`'TimeoutError'`, sql`'from \\'search\\' after 30\\ts'`))}`,
    {},
    { signal: new AbortController().signal },
  );
  expect(rows).toEqual([['TimeoutError: from # after # s']]);
});
