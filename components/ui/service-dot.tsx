import { clsx } from 'clsx';
import { paletteColour } from '@/lib/base/palette';

/** A square in the service's own colour, which is the same on every page, and its name unless `bare`. */
export function ServiceDot({ service, bare = false, className }: { service: string; bare?: boolean; className?: string }) {
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-1.5 text-sm text-fg-2', className)} {...(bare ? { title: service } : {})}>
      <span
        aria-hidden
        className="size-2 shrink-0 rounded-[2px]"
        style={{ background: service === '' ? 'var(--info)' : paletteColour(service) }}
      />
      {bare ? <span className="sr-only">{service}</span> : <span className="truncate">{service}</span>}
    </span>
  );
}
