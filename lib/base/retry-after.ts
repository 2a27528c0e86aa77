import { millis, type Millis } from '@/lib/base/time';

/** The wait that a Retry-After header asks for: seconds (Discord sends a fraction) or a date (RFC 9110 §10.2.3); undefined for anything else. */
export function retryAfter(header: string | null | undefined, now: Millis): Millis | undefined {
  if (!header) return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return millis(Math.ceil(Number(header) * 1_000));
  // Date.parse alone takes `-5` for a year
  const at = /^[A-Za-z]{3,9}, /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : millis(Math.max(0, at - now));
}
