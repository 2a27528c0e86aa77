/** Columns for fields that attributes carry: the expression that finds the value, from the one table of keys. */
import type { ColumnDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { literal } from '@/lib/backends/clickhouse/ddl-table';
import { CARRIERS, ENVIRONMENT_NAMESPACES, type CarriedField, type Carriers } from '@/lib/model/semantics';

/** The first non-empty value under `carriers`, own attributes (column `own`) before the resource's; '' when none is there. */
function firstOf(carriers: Carriers, own: string): string[] {
  return [
    ...carriers.attributes.map((key) => `${own}[${literal(key)}]`),
    ...carriers.resource.map((key) => `ResourceAttributes[${literal(key)}]`),
  ];
}

function pick(values: readonly string[], otherwise: string): string {
  const arms = values.flatMap((value) => [`${value} != ''`, value]);
  return `multiIf(${[...arms, otherwise].join(', ')})`;
}

/** The column of `field`: its name is the field's in Pascal case. */
export function carried(field: CarriedField, own: string, type = 'LowCardinality(String)'): ColumnDefinition {
  const values = firstOf(CARRIERS[field], own);
  const value = values.length === 1 ? values.join('') : pick(values, "''");
  return materialized(field, type, type.includes('String') ? value : `toUInt16OrZero(${value})`);
}

function materialized(field: CarriedField, type: string, value: string): ColumnDefinition {
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  return { name, definition: `${type} MATERIALIZED ${value} CODEC(ZSTD(1))` };
}

/** The tenant, by the operator's list of keys. */
export function tenantColumn(own: string, keys: readonly string[]): ColumnDefinition {
  return materialized('tenant', 'LowCardinality(String)', pick(firstOf({ attributes: keys, resource: keys }, own), "''"));
}

/** The environment; the service's namespace counts where it is a known name of one. */
export function environmentColumn(own: string): ColumnDefinition {
  const known = ENVIRONMENT_NAMESPACES.map(literal).join(', ');
  const namespace = "ResourceAttributes['service.namespace']";
  const otherwise = `if(${namespace} IN (${known}), ${namespace}, '')`;
  return materialized('environment', 'LowCardinality(String)', pick(firstOf(CARRIERS.environment, own), otherwise));
}
