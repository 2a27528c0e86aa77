import { expect, it } from 'vitest';
import { formatSql, looksLikeSql } from '@/lib/content/format-sql';

it.each([
  ['SELECT id, name FROM items WHERE id = $1', 'postgresql', 'SELECT\n  id,\n  name\nFROM\n  items\nWHERE\n  id = $1'],
  ['select * from t where a=%(a)s and b in (%s)', '', 'select\n  *\nfrom\n  t\nwhere\n  a = %(a)s\n  and b in (%s)'],
  ['SELECT [a] FROM t WHERE x=@x', 'microsoft.sql_server', 'SELECT\n  [a]\nFROM\n  t\nWHERE\n  x = @x'],
  ['SELECT `a` FROM t WHERE x = ?', 'mysql', 'SELECT\n  `a`\nFROM\n  t\nWHERE\n  x = ?'],
])('%s', async (text, system, formatted) => expect(await formatSql(text, system)).toBe(formatted));

it.each([
  ['a cut string', "SELECT 'open FROM"],
  ['a bulk load', `INSERT INTO t VALUES ${'(1),'.repeat(10_000)}(1)`],
])('leaves %s as it is', async (_name, text) => expect(await formatSql(text, 'postgresql')).toBeUndefined());

it.each([
  ['SELECT 1', 'postgresql', true],
  ['/* route:/x */ -- why\n with a as (select 1) select * from a', '', true],
  ['(SELECT 1)', '', true],
  ['/* a **/ /***/ select 1', '', true],
  ['/* a */ GET /* b */ select 1', '', false],
  ['GET user:1', 'redis', false],
  ['SET a 1', 'redis', false],
  ['{"find":"users"}', 'mongodb', false],
  ['selected words', '', false],
  ['', '', false],
])('%s of %s', (text, system, is) => expect(looksLikeSql(text, system)).toBe(is));
