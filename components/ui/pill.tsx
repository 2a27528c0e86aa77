import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

const TONES = {
  neutral: 'border-line text-fg-2',
  error: 'border-error/45 bg-error-soft text-error',
  warn: 'border-warn/45 bg-warn/10 text-warn',
  ok: 'border-ok/45 bg-ok/10 text-ok',
  run: 'border-run/45 bg-run/10 text-run',
} as const;

export type Tone = keyof typeof TONES;

/** A short fact in a box: 502, client, 2.37 s. */
export function Pill({ tone = 'neutral', className, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
  return (
    <span
      className={clsx('inline-flex h-[18px] shrink-0 items-center rounded border px-1.5 text-xs whitespace-nowrap', TONES[tone], className)}
      {...rest}
    />
  );
}
