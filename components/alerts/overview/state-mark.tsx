import { clsx } from 'clsx';
import type { Tone } from '@/components/ui/pill';

const LOOKS: Readonly<Record<Tone, { readonly dot: string; readonly word: string }>> = {
  error: { dot: 'bg-error', word: 'text-error' },
  warn: { dot: 'bg-warn', word: 'text-warn' },
  run: { dot: 'bg-run', word: 'text-run' },
  ok: { dot: 'bg-ok', word: 'text-fg-2' },
  neutral: { dot: 'border border-fg-3', word: 'text-fg-3' },
};

/** A state as a dot and its word. */
export function StateMark({ word, tone, className }: { word: string; tone: Tone; className?: string }) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', LOOKS[tone].word, className)}>
      <span aria-hidden className={clsx('size-2 shrink-0 rounded-full', LOOKS[tone].dot)} />
      {word}
    </span>
  );
}
