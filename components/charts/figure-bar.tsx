/** A bar that fills `fraction` (0 to 1) of its box; something is always seen of a figure above zero. */
export function FigureBar({ fraction, align = 'start' }: { fraction: number; align?: 'start' | 'end' }) {
  return (
    <span aria-hidden className={align === 'end' ? 'flex min-w-0 flex-1 justify-end' : 'flex min-w-0 flex-1'}>
      <span className="h-2 rounded-[2px] bg-(--s1) opacity-60" style={{ width: fraction > 0 ? `max(2px, ${fraction * 100}%)` : 0 }} />
    </span>
  );
}
