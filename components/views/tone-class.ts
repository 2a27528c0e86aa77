import type { Tone } from '@/lib/charts/tone';

/** The text colour of a figure: errors and warnings stand out, good ones don't need to. */
export function toneClass(tone: Tone | undefined): string | undefined {
  return tone === 'error' ? 'text-error' : tone === 'warn' ? 'text-warn' : undefined;
}
