/** Figures of one unit in another of the same kind. */
import type { Unit } from '@/lib/base/units';

/** The size of each unit in the smallest of its kind. */
const KINDS: readonly Readonly<Partial<Record<Unit, number>>>[] = [
  { nanoseconds: 1, microseconds: 1e3, milliseconds: 1e6, seconds: 1e9 },
  { ratio: 1, percent: 0.01 },
];

/** What a figure in `from` is multiplied by to be in `to`; 1 where it has no unit of its own or the two are not of one kind. */
export function unitFactor(from: Unit | undefined, to: Unit): number {
  if (from === undefined || from === to) return 1;
  for (const sizes of KINDS) {
    const [own, other] = [sizes[from], sizes[to]];
    if (own !== undefined && other !== undefined) return own / other;
  }
  return 1;
}
