/** Fields → columns, or look-ups in the attribute maps where the database has no column for them. */
import { ownColumn } from '@/lib/backends/clickhouse/ddl-carriers';
import { SPENT } from '@/lib/backends/clickhouse/ddl-records';
import { fingerprint } from '@/lib/backends/clickhouse/fingerprint';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import type { Field } from '@/lib/model/field';
import {
  CARRIERS,
  ENVIRONMENT_NAMESPACES,
  ERROR_SEVERITY,
  INFO_SEVERITY,
  isCarried,
  PARENT_IS_REMOTE,
  type CarriedField,
} from '@/lib/model/semantics';
import { BOOLEAN_FIELDS, NUMERIC_FIELDS, type RecordField } from '@/lib/model/record-field';
import type { Operand } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

export type Signal = 'spans' | 'logs' | 'exceptions' | 'metrics';

const NO_TEXT = sql`''`;
const NO_NUMBER = sql`CAST(NULL AS Nullable(Float64))`;

const OWN: Readonly<Record<Signal, Sql>> = {
  spans: sql`SpanAttributes`,
  logs: sql`LogAttributes`,
  exceptions: sql`Attributes`,
  metrics: sql`Attributes`,
};
const TIME: Readonly<Record<Signal, Sql>> = {
  spans: sql`Timestamp`,
  logs: sql`Timestamp`,
  exceptions: sql`Timestamp`,
  metrics: sql`TimeUnix`,
};

/** The column of a record's time. */
export function timeOf(signal: Signal): Sql {
  return TIME[signal];
}

/** Text; '' where there is none. */
export function text(value: Sql): Operand {
  return { kind: 'text', text: value, number: sql`toFloat64OrNull(${value})`, present: sql`${value} != ''`, raw: value };
}

/** `absent` is the value that stands for "not there". */
function number(value: Sql, absent?: Sql): Operand {
  const given = absent ? sql`nullIf(${value}, ${absent})` : value;
  return {
    kind: 'number',
    text: absent ? sql`if(${value} = ${absent}, '', toString(${value}))` : sql`toString(${value})`,
    number: given,
    present: absent ? sql`${value} != ${absent}` : sql`true`,
    raw: given,
  };
}

/** A number that is never NULL. */
function known(value: Sql): Operand {
  return { ...number(value), always: true };
}

/** Text that is read as a number. */
function parsed(value: Sql): Operand {
  return { ...text(value), kind: 'number' };
}

/** A field that is true or false: `value` is never NULL. */
export function boolean(value: Sql): Operand {
  const text = sql`if(${value}, 'true', 'false')`;
  return { kind: 'boolean', text, number: sql`toFloat64(${value})`, always: true, present: sql`true`, raw: value };
}

const NEVER = boolean(sql`false`);
/** What a record does not have. */
export const MISSING: Operand = { kind: 'text', text: NO_TEXT, number: NO_NUMBER, present: sql`false`, raw: NO_TEXT };

/** The value under `key` of a map of attributes; a missing key reads as ''. */
function attribute(map: Sql, key: string): Operand {
  const value = sql`${map}[${key}]`;
  return { ...text(value), present: sql`mapContains(${map}, ${key})` };
}

const EXCEPTION = sql`Events.Attributes[indexOf(Events.Name, 'exception')]`;

/** Columns that exporter databases have, too. */
const COLUMNS: Readonly<Record<Signal, Partial<Record<RecordField, Operand>>>> = {
  spans: {
    service: text(sql`ServiceName`),
    scope: text(sql`ScopeName`),
    traceId: text(sql`TraceId`),
    spanId: text(sql`SpanId`),
    parentSpanId: text(sql`ParentSpanId`),
    name: text(sql`SpanName`),
    kind: text(sql`SpanKind`),
    status: text(sql`StatusCode`),
    statusMessage: text(sql`StatusMessage`),
    duration: known(sql`Duration`),
    root: boolean(sql`ParentSpanId = ''`),
    error: boolean(sql`StatusCode = 'Error'`),
    running: NEVER,
  },
  logs: {
    service: text(sql`ServiceName`),
    scope: text(sql`ScopeName`),
    traceId: text(sql`TraceId`),
    spanId: text(sql`SpanId`),
    severity: number(sql`SeverityNumber`, sql`0`),
    level: number(sql`SeverityNumber`, sql`0`),
    body: text(sql`Body`),
    message: text(sql`Body`),
    eventName: text(sql`EventName`),
    name: text(sql`EventName`),
    error: boolean(sql`SeverityNumber >= ${BigInt(ERROR_SEVERITY)}`),
    running: NEVER,
    exceptionMessage: text(sql`LogAttributes['exception.message']`),
  },
  exceptions: {
    service: text(sql`ServiceName`),
    scope: text(sql`ScopeName`),
    traceId: text(sql`TraceId`),
    spanId: text(sql`SpanId`),
    parentSpanId: text(sql`ParentSpanId`),
    name: text(sql`SpanName`),
    kind: text(sql`SpanKind`),
    status: text(sql`StatusCode`),
    duration: number(sql`Duration`, sql`0`),
    severity: number(sql`Level`, sql`0`),
    level: number(sql`Level`, sql`0`),
    body: text(sql`Body`),
    root: boolean(sql`(Signal = 'span' AND ParentSpanId = '')`),
    entry: boolean(sql`Entry`),
    running: NEVER,
    error: boolean(sql`(StatusCode = 'Error' OR Level >= ${BigInt(ERROR_SEVERITY)})`),
    exceptionType: text(sql`ExceptionType`),
    exceptionMessage: text(sql`ExceptionMessage`),
    exceptionGroup: text(sql`ExceptionGroup`),
  },
  metrics: {
    service: text(sql`ServiceName`),
    scope: text(sql`ScopeName`),
    value: number(sql`Value`),
    count: number(sql`Count`),
    sum: number(sql`Sum`),
  },
};

/** What language models used, as text in columns of spans. */
const SPENT_COLUMNS: ReadonlyMap<RecordField, string> = new Map(SPENT.map(({ column, field }) => [field, column]));

/** What other columns say where Hearth's own column is not there. */
const FALLBACKS: Readonly<Record<Signal, Partial<Record<RecordField, Operand>>>> = {
  spans: {
    message: text(sql`SpanAttributes['logfire.msg']`),
    level: number(sql`if(StatusCode = 'Error', ${BigInt(ERROR_SEVERITY)}, ${BigInt(INFO_SEVERITY)})`),
    exceptionType: text(sql`${EXCEPTION}['exception.type']`),
    exceptionGroup: text(fingerprint(sql`${EXCEPTION}['exception.type']`, sql`${EXCEPTION}['exception.message']`)),
    entry: boolean(sql`(SpanKind IN ('Server', 'Consumer') OR ParentSpanId = '')`),
  },
  logs: {
    exceptionType: text(sql`LogAttributes['exception.type']`),
    exceptionGroup: text(fingerprint(sql`LogAttributes['exception.type']`, sql`LogAttributes['exception.message']`)),
  },
  exceptions: {},
  metrics: {},
};

/** Fields of one table, as `layout` has its columns. */
export class Fields {
  private readonly own: Sql;

  constructor(
    private readonly layout: Layout,
    private readonly signal: Signal,
    private readonly table: string,
  ) {
    this.own = OWN[signal];
  }

  has(column: string): boolean {
    return this.layout.tables.get(this.table)?.has(column) ?? false;
  }

  operand(field: Field): Operand {
    switch (field.in) {
      case 'record':
        return this.record(field.name);
      case 'resource':
        return attribute(sql`ResourceAttributes`, field.key);
      case 'scope':
        return this.has('ScopeAttributes') ? attribute(sql`ScopeAttributes`, field.key) : MISSING;
      case 'attributes':
        return attribute(this.own, field.key);
    }
  }

  private record(name: RecordField): Operand {
    const fixed = COLUMNS[this.signal][name];
    if (fixed) return fixed;
    switch (name) {
      case 'time':
        return { ...known(sql`toUnixTimestamp64Milli(${timeOf(this.signal)})`), text: sql`toString(${timeOf(this.signal)})` };
      case 'tags':
        return this.tags();
      case 'severity':
        return this.signal === 'spans' ? this.record('level') : MISSING;
      case 'body':
        return this.signal === 'spans' ? this.record('message') : MISSING;
      case 'httpStatusClass':
        return this.statusClass();
      case 'exceptionMessage':
        return this.signal === 'spans' ? text(sql`${EXCEPTION}['exception.message']`) : MISSING;
      default:
        return (
          this.column(name) ?? this.remoteEntry(name) ?? FALLBACKS[this.signal][name] ?? (isCarried(name) ? this.carried(name) : MISSING)
        );
    }
  }

  /** Hearth's own column, or the one that spans have it in. */
  private column(name: RecordField): Operand | undefined {
    const column = [ownColumn(name), SPENT_COLUMNS.get(name) ?? ''].find((each) => this.has(each)) ?? '';
    const type = this.layout.tables.get(this.table)?.get(column);
    if (type === undefined) return undefined;
    const value = identifier(column);
    if (BOOLEAN_FIELDS.has(name)) return boolean(value);
    if (!NUMERIC_FIELDS.has(name)) return text(value);
    if (type.includes('String')) return parsed(value);
    // A level of 0 is one that nobody gave, and so is an HTTP status of 0; nothing else counts as absent when it is 0.
    return name === 'httpStatus' || name === 'level' ? number(value, sql`0`) : number(value);
  }

  /** An exporter's table has no flags, so a remote parent is known only where Hearth's column is. */
  private remoteEntry(name: RecordField): Operand | undefined {
    if (name !== 'entry' || this.signal !== 'spans' || !this.has('Flags')) return undefined;
    return boolean(sql`(SpanKind IN ('Server', 'Consumer') OR ParentSpanId = '' OR bitAnd(Flags, ${BigInt(PARENT_IS_REMOTE)}) != 0)`);
  }

  private carried(name: CarriedField): Operand {
    const { attributes, resource, within } = CARRIERS[name];
    const places = [
      ...attributes.map((key) => sql`${this.own}[${key}]`),
      ...resource.map((key) => sql`ResourceAttributes[${key}]`),
      ...within.map(({ key, pattern }) => sql`extract(${this.own}[${key}], ${pattern})`),
    ];
    const [only] = places;
    const otherwise = name === 'environment' ? this.namespaceAsEnvironment() : NO_TEXT;
    const arms = places.flatMap((place) => [sql`${place} != ''`, place]);
    const value = only && places.length === 1 ? only : sql`multiIf(${join([...arms, otherwise], COMMA)})`;
    return NUMERIC_FIELDS.has(name) ? parsed(value) : text(value);
  }

  private namespaceAsEnvironment(): Sql {
    const namespace = sql`ResourceAttributes['service.namespace']`;
    const known = join(
      ENVIRONMENT_NAMESPACES.map((each) => sql`${each}`),
      COMMA,
    );
    return sql`if(${namespace} IN (${known}), ${namespace}, '')`;
  }

  private tags(): Operand {
    if (!this.has('Tags')) return MISSING;
    const tags = sql`Tags`;
    return {
      kind: 'list',
      text: sql`arrayStringConcat(Tags, ',')`,
      number: NO_NUMBER,
      present: sql`notEmpty(Tags)`,
      raw: tags,
      each: sql`arrayJoin(emptyArrayToSingle(arrayDistinct(Tags)))`,
    };
  }

  private statusClass(): Operand {
    const { number: status } = this.record('httpStatus');
    // what is sent as a status can be anything, infinity too
    return text(sql`ifNull(concat(toString(intDiv(accurateCastOrNull(${status}, 'UInt16'), 100)), 'xx'), '')`);
  }
}
