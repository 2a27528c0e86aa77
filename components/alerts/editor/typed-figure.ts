/** Figures as they are typed into a field whose unit is known. */
import { parseAmount } from '@/lib/alerts/amount-text';
import { fail, type Result } from '@/lib/base/result';
import type { Unit } from '@/lib/base/units';

/** What a bare number is given in a field of this unit; undefined where it could mean several, and has to say which. */
function ownUnit(unit: Unit): { readonly after: string } | { readonly example: string } {
  switch (unit) {
    case 'ratio':
    case 'percent':
      return { after: '%' };
    case 'perSecond':
      return { after: '/s' };
    case 'usd':
      return { after: '$' };
    case 'nanoseconds':
    case 'microseconds':
    case 'milliseconds':
    case 'seconds':
      return { example: '250 ms' };
    case 'bytes':
      return { example: '512 MiB' };
    case 'bytesPerSecond':
      return { example: '2 MiB/s' };
    case 'count':
    case 'score':
    case 'none':
    case 'instant':
      return { after: '' };
  }
}

/**
 * The figure that a person means by `text`, in `unit`. Stricter than a rule's file: there a bare 0.05 is a share and a bare 250 that
 * many ns; in a field that shows `5 %` a bare 5 is 5 %, and a bare 250 has to say of what. The error is a sentence.
 */
export function parseFigure(text: string, unit: Unit): Result<number, string> {
  const plain = text.trim().replaceAll('−', '-').replaceAll('\u00a0', ' ');
  if (plain === '') return fail('Write a figure.');
  if (/^[+-]?\$?\d+,\d/.test(plain)) return fail('Write decimals with a point: 1.5.');
  if (!/^[+-]?[\d. ]+$/.test(plain)) return parseAmount(plain, unit);
  const own = ownUnit(unit);
  if ('after' in own) return parseAmount(plain + own.after, unit);
  return Number(plain) === 0 ? parseAmount('0', unit) : fail(`Write it with its unit, such as ${own.example}.`);
}
