/**
 * The hours of logs and exceptions: what the engine keeps of records that are alike once for every hour, in a projection of their
 * table. It is made of the same parts as the records and with them, so it never lacks any and never counts one twice. Measured on
 * 200 000 exceptions of 500 users over 30 days: 130 000 rows, and as many of ten times the exceptions; 500 000 logs are 47 000.
 */
import { ownColumn } from '@/lib/backends/clickhouse/ddl-carriers';
import type { Source } from '@/lib/model/query';
import type { RecordField } from '@/lib/model/record-field';
import { COMMA, identifier, join, printSql, sql, type Sql } from '@/lib/sql/sql';

export interface RecordHours {
  /** As answers say what they were read from. */
  readonly name: string;
  readonly table: string;
  /** What the records of one row share: the column that each field is told by. */
  readonly keys: ReadonlyMap<RecordField, string>;
  /** Fields whose distinct values are counted. */
  readonly counted: readonly RecordField[];
}

const own = (...fields: RecordField[]) => fields.map((field): [RecordField, string] => [field, ownColumn(field)]);

/** By signal. Users are counted and are no key: with them nearly every exception would be a row of its own. */
export const RECORD_HOURS = {
  exceptions: {
    name: 'exceptions by hour',
    table: 'hearth_exceptions',
    keys: new Map([
      ['service', 'ServiceName'],
      ...own('exceptionGroup', 'exceptionType', 'tenant', 'environment', 'serviceVersion', 'httpRoute'),
    ]),
    counted: ['user'],
  },
  logs: {
    name: 'logs by hour',
    table: 'otel_logs',
    keys: new Map([
      ['service', 'ServiceName'],
      ['severity', 'SeverityNumber'],
      ['level', 'SeverityNumber'],
      ['error', 'SeverityNumber'],
      ...own('tenant', 'environment'),
    ]),
    counted: [],
  },
} satisfies Partial<Record<Source['signal'], RecordHours>>;

/** The number of the hour that a record is in: counted from 1970 in UTC, as steps are. */
export const HOUR_OF = sql`intDiv(toUnixTimestamp(Timestamp), 3600)`;

/** Columns of a row beside its keys. */
export const ROW = { hour: sql`Hour`, count: sql`Count`, first: sql`First`, last: sql`Last` };

/** The column of the states of a field's distinct values. */
export function distinctColumn(field: RecordField): Sql {
  return identifier(`Distinct${ownColumn(field)}`);
}

/** How each column is worked out of the records. */
export function figures({ counted }: RecordHours): readonly (readonly [value: Sql, column: Sql])[] {
  return [
    [sql`count()`, ROW.count],
    [sql`min(Timestamp)`, ROW.first],
    [sql`max(Timestamp)`, ROW.last],
    ...counted.map((field): [Sql, Sql] => {
      const column = identifier(ownColumn(field));
      return [sql`uniqCombined64IfState(toString(${column}), ${column} != '')`, distinctColumn(field)];
    }),
  ];
}

/** The projection, as the table's definition has it. */
export function recordHoursProjection(hours: RecordHours): string {
  const by = join([HOUR_OF, ...[...new Set(hours.keys.values())].map(identifier)], COMMA);
  const kept = join([by, ...figures(hours).map(([value]) => value)], COMMA);
  return `records_by_hour (SELECT ${printSql(kept)} GROUP BY ${printSql(by)})`;
}
