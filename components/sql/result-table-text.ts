/** A result as text to take elsewhere. */
import type { CellValue, Table } from '@/lib/model/answer';

/** RFC 4180: a header line, CRLF, quotes where they are needed; null is an empty field. */
export function tableToCsv({ columns, rows }: Table): string {
  const field = (value: CellValue) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map(({ name }) => name), ...rows].map((row) => row.map(field).join(',')).join('\r\n');
}

/** An array of objects. Columns of JSON become JSON; integers beyond 2^53 stay strings, because a number would lose digits. */
export function tableToJson({ columns, rows }: Table): string {
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map(({ name, type }, index) => [name, jsonValue(row[index] ?? null, type)])),
  );
  return JSON.stringify(objects, null, 2);
}

function jsonValue(value: CellValue, type: Table['columns'][number]['type']): unknown {
  return type === 'json' && typeof value === 'string' ? (parsedJson(value) ?? value) : value;
}

/** The value of a JSON text; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
