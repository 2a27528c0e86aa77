/**
 * Fields of a record that was just stored, with the same values that the store would answer: the other side of
 * lib/backends/clickhouse/fields.ts, held to it by a test that asks both.
 */
import { attribute, boolean, list, MISSING, number, parsed, text, valueOf, type Operand } from '@/lib/live/operand';
import { numberOf, smallNumberOf } from '@/lib/live/number-text';
import type { Attribute } from '@/lib/model/attribute';
import type { Field } from '@/lib/model/field';
import { NUMERIC_FIELDS, type RecordField } from '@/lib/model/record-field';
import { CARRIERS, ENVIRONMENT_NAMESPACES, ERROR_SEVERITY, isCarried, PARENT_IS_REMOTE, type CarriedField } from '@/lib/model/semantics';
import type { LogRecord, Resource, Scope, Span } from '@/lib/model/telemetry';

/** A span, or one that has begun and not ended. */
export interface StoredSpan {
  readonly record: Span;
  readonly running: boolean;
}

interface Common {
  readonly resource: Resource;
  readonly scope: Scope;
  readonly attributes: readonly Attribute[];
}

const span = (field: (record: Span) => string) => text<StoredSpan>(({ record }) => field(record));
const log = (field: (record: LogRecord) => string) => text<LogRecord>(field);

/** Attributes of a span's first event named `exception`. */
function exceptionOf({ events }: Span): readonly Attribute[] {
  return events.find(({ name }) => name === 'exception')?.attributes ?? [];
}

const isEntry = ({ kind, parentSpanId, flags }: Span) =>
  kind === 'Server' || kind === 'Consumer' || parentSpanId === '' || (flags & PARENT_IS_REMOTE) !== 0;

const message = span((record) => record.message);
const level = number<StoredSpan>(({ record }) => record.level || undefined);

const SPAN_FIELDS: Readonly<Partial<Record<RecordField, Operand<StoredSpan>>>> = {
  scope: span(({ scope }) => scope.name),
  traceId: span(({ traceId }) => traceId),
  spanId: span(({ spanId }) => spanId),
  parentSpanId: span(({ parentSpanId }) => parentSpanId),
  name: span(({ name }) => name),
  message,
  body: message,
  kind: span(({ kind }) => kind),
  status: span(({ statusCode }) => statusCode),
  statusMessage: span(({ statusMessage }) => statusMessage),
  level,
  severity: level,
  tags: list(({ record }) => record.tags),
  root: boolean(({ record }) => record.parentSpanId === ''),
  entry: boolean(({ record }) => isEntry(record)),
  error: boolean(({ record }) => record.statusCode === 'Error'),
  running: boolean(({ running }) => running),
  exceptionType: span((record) => valueOf(exceptionOf(record), 'exception.type')),
  exceptionMessage: span((record) => valueOf(exceptionOf(record), 'exception.message')),
  time: number(({ record }) => Number(record.start / 1_000_000n)),
  // as text it is exact, however long
  duration: {
    ...number(({ record, running }) => (running ? undefined : Number(record.duration))),
    text: ({ record, running }) => (running ? '' : String(record.duration)),
  },
};

const severity = number<LogRecord>((record) => record.severity || undefined);
const body = log((record) => record.body.text);
const eventName = log((record) => record.eventName);

const LOG_FIELDS: Readonly<Partial<Record<RecordField, Operand<LogRecord>>>> = {
  scope: log(({ scope }) => scope.name),
  traceId: log(({ traceId }) => traceId),
  spanId: log(({ spanId }) => spanId),
  severity,
  level: severity,
  body,
  message: body,
  eventName,
  name: eventName,
  tags: list(({ tags }) => tags),
  error: boolean((record) => record.severity >= ERROR_SEVERITY),
  running: boolean(() => false),
  exceptionType: log(({ attributes }) => valueOf(attributes, 'exception.type')),
  exceptionMessage: log(({ attributes }) => valueOf(attributes, 'exception.message')),
  time: number((record) => Number(record.time / 1_000_000n)),
};

/** Fields of spans and of logs; `tenantKeys`: attribute keys that can name the tenant, first found wins. */
export class Fields {
  constructor(private readonly tenantKeys: readonly string[]) {}

  ofSpan(field: Field): Operand<StoredSpan> {
    const fixed = field.in === 'record' ? (SPAN_FIELDS[field.name] ?? this.spanStatus(field.name)) : undefined;
    return fixed ?? this.shared(field, ({ record }) => record);
  }

  ofLog(field: Field): Operand<LogRecord> {
    const fixed = field.in === 'record' ? LOG_FIELDS[field.name] : undefined;
    return fixed ?? this.shared(field, (record) => record);
  }

  /** HTTP status of a span: a small whole number or none; a log's is whatever number its attribute is. */
  private spanStatus(name: RecordField): Operand<StoredSpan> | undefined {
    if (name !== 'httpStatus' && name !== 'httpStatusClass') return undefined;
    const carried = this.carried('httpStatus');
    const status = ({ record }: StoredSpan) => smallNumberOf(carried(record)) || undefined;
    return name === 'httpStatus' ? number(status) : text((record) => statusClass(status(record)));
  }

  private shared<R>(field: Field, of: (record: R) => Common): Operand<R> {
    switch (field.in) {
      case 'resource':
        return attribute((record) => of(record).resource.attributes, field.key);
      case 'scope':
        return attribute((record) => of(record).scope.attributes, field.key);
      case 'attributes':
        return attribute((record) => of(record).attributes, field.key);
      case 'record': {
        const { name } = field;
        if (name === 'httpStatusClass') {
          const carried = this.carried('httpStatus');
          return text((record) => statusClass(numberOf(carried(of(record)))));
        }
        if (!isCarried(name)) return MISSING;
        const carried = this.carried(name);
        return NUMERIC_FIELDS.has(name) ? parsed((record) => carried(of(record))) : text((record) => carried(of(record)));
      }
    }
  }

  /** The first of the field's keys that has a value, own attributes before the resource's. */
  private carried(name: CarriedField): (record: Common) => string {
    const within = CARRIERS[name].within.map(({ key, pattern }) => ({ key, pattern: new RegExp(pattern) }));
    const { attributes, resource } = name === 'tenant' ? { attributes: this.tenantKeys, resource: this.tenantKeys } : CARRIERS[name];
    const found = (record: Common) =>
      firstOf(record.attributes, attributes) || firstOf(record.resource.attributes, resource) || partOfFirst(record.attributes, within);
    return name === 'environment' ? (record) => found(record) || namespaceAsEnvironment(record) : found;
  }
}

function firstOf(attributes: readonly Attribute[], keys: readonly string[]): string {
  for (const key of keys) {
    const value = valueOf(attributes, key);
    if (value !== '') return value;
  }
  return '';
}

function partOfFirst(attributes: readonly Attribute[], within: readonly { readonly key: string; readonly pattern: RegExp }[]): string {
  for (const { key, pattern } of within) {
    const part = pattern.exec(valueOf(attributes, key))?.[1];
    if (part !== undefined) return part;
  }
  return '';
}

function namespaceAsEnvironment({ resource }: Common): string {
  const namespace = valueOf(resource.attributes, 'service.namespace');
  return ENVIRONMENT_NAMESPACES.includes(namespace) ? namespace : '';
}

/** '5xx' of 503; of what is no whole number of 16 bits, ''. */
function statusClass(status: number | undefined): string {
  const whole = status !== undefined && Number.isInteger(status) && status >= 0 && status <= 0xffff;
  return whole ? `${Math.floor(status / 100)}xx` : '';
}
