import { clsx } from 'clsx';

/** How far a long piece of work has come: `value` from 0 to 1. */
export function Progress({ value, label, className }: { value: number; label: string; className?: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={clsx('h-1.5 overflow-hidden rounded-full bg-hover', className)}
    >
      <div className="h-full rounded-full bg-ember transition-[width] duration-150" style={{ width: `${percent}%` }} />
    </div>
  );
}
