import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServerFront, type ServerFront } from '@/lib/backends/clickhouse/server-front.testing';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { openServer } from '@/lib/backends/clickhouse/transport-server';

const folder = mkdtempSync(join(tmpdir(), 'hearth-typed-'));
const { signal } = new AbortController();
let transport: Transport;
let front: ServerFront;
let server: Transport;

beforeAll(async () => {
  transport = openEmbedded({ folder });
  front = await openServerFront(folder);
  server = openServer({ url: front.url });
  await transport.command('CREATE TABLE t (a Int32) ENGINE = MergeTree ORDER BY a');
});
afterAll(async () => {
  await server.close();
  await front.close();
  await transport.close();
  rmSync(folder, { recursive: true, force: true });
});

const type = (text: string, on = transport) => on.query(text, { from: '2026-01-31 10:00:00.000000001' }, { signal, readonly: true });

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
  ['SELECT $$INTO OUTFILE$$, $here$ SETTINGS a = 1 $here$ # url('],
  ["SELECT 'SETTINGS readonly = 0' AS text"],
  ['SELECT settings = 1 AS one FROM (SELECT 1 AS settings)'],
  ['WITH url AS (SELECT 1 AS remote) SELECT remote FROM url WHERE (remote) IN (1)'],
  ["SELECT count() FROM numbers(10) AS a, primes(2) AS b, values('a Int8', 1) AS c, generate_series(1, 3) AS d"],
])('runs %s', async (text) => {
  expect((await type(text)).rows.length).toBeGreaterThan(0);
  expect((await type(text, server)).rows.length).toBeGreaterThan(0);
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
  // comments, texts of every kind, and the many ways to call a function
  ["SELECT 1 /* ' */, file('/etc/passwd') /* ' */"],
  ["SELECT 1 -- '\n, file('/etc/passwd') -- '"],
  ["SELECT $$it's$$, file('/etc/passwd')"],
  ["SELECT 'a''', file('/etc/passwd'), ''''"],
  ["SELECT FILE('/etc/passwd')"],
  ["SELECT `fi\\x6ce`('/etc/passwd')"],
  ["SELECT arrayMap(file, ['/etc/passwd'])"],
  ["WITH (x -> file(x)) AS g SELECT g('/etc/passwd')"],
  ["SELECT COLUMNS('a') APPLY(x -> file(x)) FROM (SELECT '/etc/passwd' AS a)"],
  ["SELECT catboostEvaluate('/etc/passwd', 1)"],
  // within a subquery, settings are taken even in readonly mode
  ["SELECT * FROM (SELECT * FROM url('http://127.0.0.1:1/', CSV, 'a String') SETTINGS readonly = 0)"],
  ["SELECT * FROM (SELECT getSetting('readonly') SETTINGS readonly = 0)"],
  ['SELECT 1 IN (SELECT 1 SETTINGS/**/`max_memory_usage`=0)'],
  ["SELECT * FROM (SELECT * FROM eval('SELECT fi' || 'le(''/etc/passwd'')') SETTINGS allow_experimental_eval_table_function = 1)"],
  ['SELECT * FROM view(SELECT 1 SETTINGS max_threads = 1)'],
  // table functions, whatever they would do
  ["SELECT * FROM eval('SELECT 1')"],
  ["SELECT * FROM `ur\\x6c`('http://127.0.0.1:1/')"],
  ["SELECT * FROM view(SELECT * FROM url('http://127.0.0.1:1/'))"],
  ["SELECT 1 FROM t, url('http://127.0.0.1:1/')"],
  ["EXPLAIN SELECT * FROM s3('http://127.0.0.1:1/bucket/x')"],
  ["EXPLAIN TABLE OVERRIDE mysql('127.0.0.1:1', 'd', 't', 'u', 'p')"],
  ["SELECT * FROM remote('127.0.0.1:1', system.one)"],
  ["SELECT * FROM cluster('default', 'system', 'one')"],
  ["SELECT * FROM postgresql('127.0.0.1:1', 'd', 't', 'u', 'p')"],
  ["SELECT * FROM sqlite('/tmp/x.db', 't')"],
  ["SELECT * FROM executable('cat /etc/passwd', CSV, 'a String')"],
  ["SELECT * FROM icebergLocal('/etc')"],
  ["SELECT * FROM dictionary('d')"],
  ["SELECT * FROM input('a Int32')"],
  ["SELECT * FROM generateRandom('a String', 1, 1000000000)"],
  ["SELECT * FROM mergeTreeIndex('system', 'stack_trace')"],
  ["SELECT * FROM `merge`(REGEXP('sys.*'), '.*')"],
  // the engine's own tables by other names
  ['SELECT * FROM `sys\\x74em`.stack_trace'],
  ['SELECT 1 IN system.stack_trace'],
  ['SELECT 1 IN `system.stack_trace`'],
  ['SHOW CREATE TABLE system.stack_trace'],
  // files and formats after statements of every kind
  [`(SELECT 1) INTO OUTFILE '${folder}/out' TRUNCATE FORMAT CSV`],
  [`SHOW TABLES INTO OUTFILE '${folder}/out'`],
  [`DESCRIBE TABLE t INTO OUTFILE '${folder}/out'`],
  [`EXPLAIN SELECT 1 INTO OUTFILE '${folder}/out'`],
  ['SELECT 1 SETTINGS max_threads = 1 FORMAT JSON'],
  // statements that change
  ["INSERT INTO FUNCTION file('x') SELECT 1"],
  ['WITH x AS (SELECT 1) INSERT INTO t SELECT 1'],
  ['CREATE FUNCTION f AS x -> x'],
  ['CREATE TEMPORARY TABLE x (a Int32)'],
  ["BACKUP TABLE t TO File('/tmp/x')"],
  ['KILL QUERY WHERE 1'],
  ['EXECUTE AS default SELECT 1'],
  ['OPTIMIZE TABLE t'],
  ['BEGIN TRANSACTION'],
])('refuses %s', async (text) => {
  await expect(type(text)).rejects.toMatchObject({ name: 'BackendError', fault: 'denied' });
  await expect(type(text, server)).rejects.toMatchObject({ name: 'BackendError', fault: 'denied' });
  expect(existsSync(`${folder}/out`)).toBe(false);
});

// readonly mode leaves these to time and memory: they end, and nothing else comes to harm
test.each([
  ['SELECT count() FROM numbers(1000000000000)', 'timeout'],
  ['SELECT count() FROM numbers(1000000) AS a, numbers(1000000) AS b', 'timeout'],
  ['SELECT sleepEachRow(3) FROM numbers(10)', 'timeout'],
  ['SELECT groupArray(number) FROM numbers(1000000000)', 'failed'],
  ["SELECT repeat('a', 1000000000)", 'failed'],
])('ends %s', async (text, fault) => {
  const settings = { max_execution_time: 1, max_memory_usage: 100_000_000 };
  await expect(transport.query(text, {}, { signal, readonly: true, settings })).rejects.toMatchObject({ fault });
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
