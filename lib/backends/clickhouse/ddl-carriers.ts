/** Columns for fields that attributes carry: the expression that finds the value, from the one table of keys. */
import { literal, type ColumnDefinition } from '@/lib/backends/clickhouse/ddl-table';
import type { RecordField } from '@/lib/model/record-field';
import { CARRIERS, ENVIRONMENT_NAMESPACES, type CarriedField, type Carriers } from '@/lib/model/semantics';

/** Where a value can stand: own attributes (a map column named `own`) before the resource's, and those before what is part of another. */
function places(carriers: Carriers, own: string): string[] {
  return [
    ...carriers.attributes.map((key) => `${own}[${literal(key)}]`),
    ...carriers.resource.map((key) => `ResourceAttributes[${literal(key)}]`),
    ...carriers.within.map(({ key, pattern }) => `extract(${own}[${literal(key)}], ${literal(pattern)})`),
  ];
}

/** The first of `values` that isn't empty, else `otherwise`. */
function firstOf(values: readonly string[], otherwise: string): string {
  const arms = values.flatMap((value) => [`${value} != ''`, value]);
  return arms.length === 0 ? otherwise : `multiIf(${[...arms, otherwise].join(', ')})`;
}

/** The column of a field whose value is text. `own`: the map of the record's attributes. */
export function carried(field: CarriedField, own: string): ColumnDefinition {
  return materialized(field, 'LowCardinality(String)', firstOf(places(CARRIERS[field], own), "''"));
}

/** The same for a small whole number; 0 where there is none. */
export function carriedNumber(field: CarriedField, own: string): ColumnDefinition {
  return materialized(field, 'UInt16', `toUInt16OrZero(${firstOf(places(CARRIERS[field], own), "''")})`);
}

/** Hearth's own column of a field: the field's name in Pascal case. */
export function ownColumn(field: RecordField): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

function materialized(field: CarriedField, type: string, value: string): ColumnDefinition {
  return { name: ownColumn(field), definition: `${type} MATERIALIZED ${value} CODEC(ZSTD(1))` };
}

/** The tenant, by the operator's list of keys. */
export function tenantColumn(own: string, keys: readonly string[]): ColumnDefinition {
  return materialized('tenant', 'LowCardinality(String)', firstOf(places({ attributes: keys, resource: keys, within: [] }, own), "''"));
}

/** The environment; the service's namespace counts where it is a known name of one. */
export function environmentColumn(own: string): ColumnDefinition {
  const known = ENVIRONMENT_NAMESPACES.map(literal).join(', ');
  const namespace = "ResourceAttributes['service.namespace']";
  const otherwise = `if(${namespace} IN (${known}), ${namespace}, '')`;
  return materialized('environment', 'LowCardinality(String)', firstOf(places(CARRIERS.environment, own), otherwise));
}

/** The process that sent it, within its service: the ids that SDKs give one, alike for all of its records and no other's. */
export const PROCESS_COLUMN: ColumnDefinition = {
  name: 'Process',
  definition:
    "LowCardinality(String) MATERIALIZED concat(ResourceAttributes['service.instance.id'], ' ', ResourceAttributes['process.pid']) CODEC(ZSTD(1))",
};

/** The number that `field` carries, as the text it came as; '' where there is none. For numbers that few records carry. */
export function carriedText(name: string, field: CarriedField, own: string): ColumnDefinition {
  return { name, definition: `String MATERIALIZED ${firstOf(places(CARRIERS[field], own), "''")} CODEC(ZSTD(1))` };
}
