/**
 * OTLP's AnyValue as an attribute's type and text: the text that the Collector's `pcommon.Value.AsString` gives, which is
 * what its ClickHouse exporter stores. Maps come with sorted keys, as Go's JSON has them.
 */
import type { Attribute } from '@/lib/model/attribute';
import { DecodeError, MAX_DEPTH, type Reader } from '@/lib/otlp/wire';

/** An attribute that is still being read. */
export type Draft = { -readonly [K in keyof Attribute]: Attribute[K] };

/** The shortest decimal that reads back as the same double (ECMAScript's rule, which Go's JSON follows too). */
export function doubleText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (Number.isNaN(value)) return 'json: unsupported value: NaN';
  return `json: unsupported value: ${value > 0 ? '+Inf' : '-Inf'}`;
}

/** A value as it stands within a list or a map. What JSON has no figure for (NaN, infinities) becomes a string. */
export function nestedJson({ type, text }: Omit<Attribute, 'key'>): string {
  switch (type) {
    case 'string':
    case 'bytes':
      return JSON.stringify(text);
    case 'double':
      return text.startsWith('json:') ? JSON.stringify(text.slice(text.lastIndexOf(' ') + 1)) : text;
    case 'empty':
      return 'null';
    case 'int':
    case 'bool':
    case 'array':
    case 'map':
      return text;
  }
}

/** JSON of a map whose values are JSON already; keys sorted. */
export function mapJson(entries: ReadonlyMap<string, string>): string {
  const keys = [...entries.keys()].sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${entries.get(key) ?? 'null'}`).join(',')}}`;
}

/** Refuses values that nest deeper than anything real. Throws DecodeError. */
export function checkDepth(depth: number): void {
  if (depth > MAX_DEPTH) throw new DecodeError(`A value nests deeper than ${MAX_DEPTH} lists and maps.`);
}

/** ArrayValue: values = 1. */
function arrayText(reader: Reader, end: number, depth: number): string {
  checkDepth(depth);
  const items: string[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) {
      reader.budget.take();
      items.push(nestedJson(readAnyValue(reader, reader.enter(end), depth)));
    } else reader.skip(tag, end);
  }
  return `[${items.join(',')}]`;
}

/** KeyValueList: values = 1. */
function mapText(reader: Reader, end: number, depth: number): string {
  checkDepth(depth);
  const entries = new Map<string, string>();
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) {
      const entry = readKeyValue(reader, reader.enter(end), depth);
      entries.set(entry.key, nestedJson(entry));
    } else reader.skip(tag, end);
  }
  return mapJson(entries);
}

/** opentelemetry.proto.common.v1.AnyValue; the key stays ''. Where several members are set, the last one wins. */
export function readAnyValue(reader: Reader, end: number, depth = 0): Draft {
  const value: Draft = { key: '', type: 'empty', text: '' };
  while (reader.pos < end) {
    const tag = reader.tag(end);
    switch (tag) {
      case 0x0a: // string_value = 1
        value.type = 'string';
        value.text = reader.string(end);
        break;
      case 0x10: // bool_value = 2
        value.type = 'bool';
        value.text = reader.bool(end) ? 'true' : 'false';
        break;
      case 0x18: // int_value = 3
        value.type = 'int';
        value.text = reader.int64Text(end);
        break;
      case 0x21: // double_value = 4
        value.type = 'double';
        value.text = doubleText(reader.double(end));
        break;
      case 0x2a: // array_value = 5
        value.type = 'array';
        value.text = arrayText(reader, reader.enter(end), depth + 1);
        break;
      case 0x32: // kvlist_value = 6
        value.type = 'map';
        value.text = mapText(reader, reader.enter(end), depth + 1);
        break;
      case 0x3a: // bytes_value = 7
        value.type = 'bytes';
        value.text = reader.base64(end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  return value;
}

/** opentelemetry.proto.common.v1.KeyValue. */
export function readKeyValue(reader: Reader, end: number, depth = 0): Draft {
  reader.budget.take();
  let key = '';
  let value: Draft | undefined;
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a)
      key = reader.string(end); // key = 1
    else if (tag === 0x12)
      value = readAnyValue(reader, reader.enter(end), depth); // value = 2
    else reader.skip(tag, end);
  }
  value ??= { key, type: 'empty', text: '' };
  value.key = key;
  return value;
}

/** Up to here comparing every key with every other is quicker than a map. */
const FEW = 16;

/** Keys once each, in the order of their first appearance; of several values the last one stays. */
export function uniqueKeys(attributes: Attribute[]): Attribute[] {
  const count = attributes.length;
  if (count <= FEW) {
    let repeated = false;
    for (let i = 1; i < count && !repeated; i++) {
      const key = (attributes[i] as Attribute).key;
      for (let j = 0; j < i; j++) {
        if ((attributes[j] as Attribute).key === key) {
          repeated = true;
          break;
        }
      }
    }
    if (!repeated) return attributes;
  }
  const byKey = new Map<string, Attribute>();
  for (const attribute of attributes) byKey.set(attribute.key, attribute);
  return byKey.size === count ? attributes : [...byKey.values()];
}
