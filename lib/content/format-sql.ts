/** SQL on as many lines as it takes. */
import type { SqlLanguage } from 'sql-formatter';

/** A longer statement is a bulk load: nobody reads it formatted, and the formatter would take seconds. */
const LONGEST = 30_000;

/** Characters within which a statement must begin: its comments come before it. */
const LONGEST_START = 2_000;

/** The formatter's dialects by what `db.system.name` (and the older `db.system`) calls them. */
const DIALECTS: Readonly<Record<string, SqlLanguage>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  'microsoft.sql_server': 'transactsql',
  mssql: 'transactsql',
  'oracle.db': 'plsql',
  oracle: 'plsql',
  clickhouse: 'clickhouse',
  snowflake: 'snowflake',
  redshift: 'redshift',
  'aws.redshift': 'redshift',
  'gcp.bigquery': 'bigquery',
  spark: 'spark',
  trino: 'trino',
  'ibm.db2': 'db2',
};

/** Databases that have a query text which is not SQL. */
const NOT_SQL = new Set([
  'mongodb',
  'redis',
  'elasticsearch',
  'opensearch',
  'memcached',
  'neo4j',
  'couchdb',
  'influxdb',
  'qdrant',
  'gcp.spanner',
]);

/** Whether the text looks like SQL: begins with one of its words, comments aside, and the database does not speak otherwise. */
export function looksLikeSql(text: string, system: string): boolean {
  if (NOT_SQL.has(system.toLowerCase())) return false;
  // a comment ends at its first */: one that could go on to any later one would be tried in 2ⁿ ways
  return /^\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*|--[^\n]*\n\s*)*\(?\s*(?:select|insert|update|delete|with|create|alter|drop|merge|begin|commit|rollback|explain|replace|truncate|call|exec|set|show|grant|values|copy|pragma|savepoint|declare|upsert|optimize|analyze|vacuum)\b/i.test(
    text.slice(0, LONGEST_START),
  );
}

/**
 * The statement formatted for the dialect of the database `system` (as `db.system.name` has it). Undefined for what the
 * formatter cannot read: show it as it was sent. The formatter comes when the first statement is formatted.
 */
export async function formatSql(text: string, system: string): Promise<string | undefined> {
  if (text.length > LONGEST) return undefined;
  const { format } = await import('sql-formatter');
  const language = DIALECTS[system.toLowerCase()] ?? 'sql';
  // SQLAlchemy, Django and others send their own placeholders: %(name)s, %s, :name, $1, ?, {name:String}
  const paramTypes = { custom: [{ regex: String.raw`%\(\w+\)s|%s|:\w+|\$\d+|\?|@\w+|\{\w+:\s*[\w()]+\}` }] };
  try {
    return format(text, { language, paramTypes, tabWidth: 2, keywordCase: 'preserve' });
  } catch {
    // not this dialect's SQL, cut off, or none at all
    return undefined;
  }
}
