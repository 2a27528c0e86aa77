import type { Millis } from '@/lib/base/time';

/** `2026-11-21 17:40 UTC`, `2026-11-21 17:40:05 UTC`: for what is read in other zones, too. */
export function utcText(at: Millis, to: 'minute' | 'second' = 'minute'): string {
  return `${new Date(at)
    .toISOString()
    .slice(0, to === 'minute' ? 16 : 19)
    .replace('T', ' ')} UTC`;
}
