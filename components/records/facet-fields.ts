/** Which fields have a facet, and how their values read. */
import { severityOf } from '@/components/records/severity';
import { serviceColour } from '@/lib/client/service-colour';
import type { CellValue } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Scalar } from '@/lib/model/filter';
import { BOOLEAN_FIELDS, NUMERIC_FIELDS, record, type RecordField } from '@/lib/model/record-field';
import { fieldFromName, fieldName } from '@/lib/query/field-name';
import { printValue, valueKind } from '@/lib/query/filter-value';

/** The signals that a page lists: on a page of both, a value counts the records of both. */
export type FacetSignal = 'spans' | 'logs';

export interface Facet {
  readonly field: Field;
  /** The field's name in a filter. */
  readonly name: string;
  readonly label: string;
  /** It was added here, and can be taken away. */
  readonly pinned: boolean;
}

const LABELS: Partial<Record<RecordField, string>> = {
  service: 'Service',
  environment: 'Environment',
  level: 'Level',
  severity: 'Severity',
  status: 'Status',
  tenant: 'Tenant',
  httpRoute: 'Route',
  scope: 'Scope',
  exceptionType: 'Exception',
  tags: 'Tags',
};

const OF_SPANS: readonly RecordField[] = [
  'service',
  'environment',
  'level',
  'status',
  'tenant',
  'httpRoute',
  'exceptionType',
  'tags',
  'scope',
];
const OF_LOGS: readonly RecordField[] = ['service', 'environment', 'severity', 'tenant', 'httpRoute', 'exceptionType', 'scope'];

function facetOf(field: Field, pinned: boolean): Facet {
  const name = fieldName(field);
  return { field, name, label: (field.in === 'record' ? LABELS[field.name] : undefined) ?? name, pinned };
}

/** The facets of a page: those that every page has, then those that were pinned, by their names in a filter. */
export function facetsOf(signals: readonly FacetSignal[], pins: readonly string[]): Facet[] {
  const usual = (signals.includes('spans') ? OF_SPANS : OF_LOGS).map((name) => facetOf(record(name), false));
  const names = new Set(usual.map(({ name }) => name));
  const pinned = pins.filter((pin) => pin !== '').map((pin) => facetOf(fieldFromName(pin), true));
  return [
    ...usual,
    ...pinned.filter(({ name }) => {
      if (names.has(name)) return false;
      names.add(name);
      return true;
    }),
  ];
}

/** The value that a filter compares `field` with, from the cell of an answer. */
export function facetValue(field: Field, cell: CellValue | undefined): Scalar {
  if (field.in !== 'record' || typeof cell === 'boolean') return cell ?? '';
  if (NUMERIC_FIELDS.has(field.name)) return Number(cell);
  return BOOLEAN_FIELDS.has(field.name) ? String(cell) === 'true' : String(cell ?? '');
}

/** How a value reads. */
export function valueText(field: Field, value: Scalar): string {
  if (value === '') return 'empty';
  const kind = valueKind(field);
  return kind === 'level' || kind === 'duration' ? printValue(field, value, true) : String(value);
}

/** The colour of a value's mark, where its field's values have one. */
export function valueColour(field: Field, value: Scalar): string | undefined {
  if (valueKind(field) === 'level') return severityOf(Number(value)).colour;
  if (field.in !== 'record') return undefined;
  if (field.name === 'service') return serviceColour(String(value));
  if (field.name !== 'status') return undefined;
  return value === 'Error' ? 'var(--error)' : value === 'Ok' ? 'var(--ok)' : 'var(--info)';
}
