import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';

const folder = mkdtempSync(join(tmpdir(), 'hearth-typed-'));
const { signal } = new AbortController();
let transport: Transport;

beforeAll(async () => {
  transport = openEmbedded({ folder });
  await transport.command('CREATE TABLE t (a Int32) ENGINE = MergeTree ORDER BY a');
});
afterAll(async () => {
  await transport.close();
  rmSync(folder, { recursive: true, force: true });
});

const type = (text: string) => transport.query(text, { from: '2026-01-31 10:00:00.000000001' }, { signal, readonly: true });

test.each([
  ["SELECT 'INTO OUTFILE file(' AS text -- INTO OUTFILE 'x'"],
  ['WITH 1 AS one SELECT one;'],
  ['(SELECT 1) UNION ALL (SELECT 2)'],
  ['EXPLAIN SELECT a FROM t'],
  ['DESCRIBE TABLE t'],
  ['SHOW TABLES'],
  ['SELECT name FROM system.columns LIMIT 1'],
  ['SELECT t.system FROM (SELECT 1 AS system) AS t'],
  ["SELECT {from:DateTime64(9)} + INTERVAL 1 SECOND, format('{}', 'x')"],
])('runs %s', async (text) => {
  expect((await type(text)).rows.length).toBeGreaterThan(0);
});

test.each([
  [`SELECT 1 INTO OUTFILE '${folder}/out'`],
  [`SELECT 1 INTO/**/OUTFILE '${folder}/out'`],
  ["SELECT file('/etc/passwd')"],
  ["SELECT `file`('/etc/passwd')"],
  ["SELECT * APPLY file FROM (SELECT '/etc/passwd')"],
  // a quote in a name opens no text
  ["SELECT 1 AS `x'`, file('/etc/passwd') AS `y'`"],
  [`SELECT 1 AS "x'", file('/etc/passwd') AS "y'"`],
  ["SELECT 1 AS `x\\`'`, file('/etc/passwd') AS `y'`"],
  ["SELECT * FROM file('/etc/passwd', LineAsString)"],
  ["SELECT * FROM url('http://127.0.0.1:1/')"],
  ["DESCRIBE url('http://127.0.0.1:1/')"],
  ['INSERT INTO t VALUES (1)'],
  ['DROP TABLE t'],
  ['USE system'],
  ['SET readonly = 0'],
  ['SELECT 1 SETTINGS readonly = 0'],
  ['SELECT 1 SETTINGS max_execution_time = 1000'],
  ['SYSTEM SHUTDOWN'],
  ['SELECT * FROM system.stack_trace'],
  ['SELECT * FROM `system` . `stack_trace`'],
  ['SELECT * FROM "system"."server_settings"'],
  ['SELECT 1 WHERE 1 IN (SELECT 1 FROM system.disks)'],
  ["SELECT * FROM merge('system', '^stack_trace$')"],
  ["SELECT * FROM loop('system', 'stack_trace') LIMIT 1"],
  ['DESCRIBE TABLE system.stack_trace'],
])('refuses %s', async (text) => {
  await expect(type(text)).rejects.toMatchObject({ name: 'BackendError', fault: 'denied' });
});

test.each([
  ['SELECT 1; DROP TABLE t', 8],
  ['SELECT\n  FROM WHERE', 19], // the end
  ["SELECT '€💩' FORM t", 18],
])('says where %j goes wrong', async (text, position) => {
  await expect(type(text)).rejects.toMatchObject({ fault: 'invalid', details: { position } });
});

test('leaves nothing behind on the engine for the next one', async () => {
  await type('SELECT 1');
  const { rows } = await transport.query("SELECT getSetting('readonly'), currentDatabase()", {}, { signal });
  expect(rows).toEqual([[0, 'default']]);
});

test('is told about an unknown column, with no engine jargon', async () => {
  await expect(type('SELECT nope FROM t')).rejects.toMatchObject({
    fault: 'invalid',
    message: expect.stringMatching(/^Unknown expression identifier `nope`/) as string,
  });
});
