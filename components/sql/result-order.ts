/** The order of a result: as it came, unless a person asks for another. */
import type { CellValue, Table } from '@/lib/model/answer';

export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** What a click on `column` leads to: largest first, smallest first, as it came. */
export function nextOrder(order: Order | undefined, column: number): Order | undefined {
  if (order?.column !== column) return { column, descending: true };
  return order.descending ? { column, descending: false } : undefined;
}

/** The rows in `order`; numbers by size (also those that came as strings), all else as text. Nulls are last either way. */
export function orderedRows({ columns, rows }: Table, order: Order | undefined): Table['rows'] {
  if (!order) return rows;
  const { column, descending } = order;
  const compare = columns[column]?.type === 'number' ? compareNumbers : compareTexts;
  return rows.toSorted((a, b) => {
    const [left, right] = [a[column] ?? null, b[column] ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return descending ? compare(right, left) : compare(left, right);
  });
}

type Given = Exclude<CellValue, null>;

function compareNumbers(a: Given, b: Given): number {
  const whole = /^-?\d+$/;
  if (whole.test(String(a)) && whole.test(String(b))) {
    const difference = BigInt(a) - BigInt(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return Number(a) - Number(b);
}

function compareTexts(a: Given, b: Given): number {
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
