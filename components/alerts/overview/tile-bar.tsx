import { clsx } from 'clsx';
import type { Tone } from '@/components/ui/pill';
import { TILES, TILE_LOOKS, type Tile } from '@/components/alerts/overview/tiles';

const FIGURE: Readonly<Record<Tone, string>> = {
  error: 'text-error',
  warn: 'text-warn',
  run: 'text-run',
  ok: 'text-ok',
  neutral: 'text-fg',
};

/** How many rules are in each state; a click shows only those, a second one all again. */
export function TileBar({
  counts,
  shown,
  onShow,
}: {
  /** Undefined while they are not known. */
  counts: Readonly<Record<Tile, number>> | undefined;
  shown: Tile | null;
  onShow: (tile: Tile | null) => void;
}) {
  const tiles = TILES.filter((tile) => TILE_LOOKS[tile].always || (counts?.[tile] ?? 0) > 0 || tile === shown);
  return (
    <div
      role="group"
      aria-label="Rules by state"
      className="-m-0.5 flex min-w-0 gap-1 overflow-x-auto p-0.5 [scrollbar-width:none] [&>button]:focus-visible:outline-offset-0"
    >
      {tiles.map((tile) => {
        const { title, tone } = TILE_LOOKS[tile];
        const chosen = tile === shown;
        return (
          <button
            key={tile}
            type="button"
            aria-pressed={chosen}
            onClick={() => onShow(chosen ? null : tile)}
            className={clsx(
              'flex h-12 min-w-18 shrink-0 flex-col justify-center rounded-md border px-2.5 text-left',
              chosen ? 'border-ember bg-ember-soft' : 'border-line bg-panel hover:border-line-strong',
            )}
          >
            <span className={clsx('text-lg leading-5 font-semibold', !counts?.[tile] ? 'text-fg-3' : FIGURE[tone])}>
              {counts?.[tile] ?? '–'}
            </span>
            <span className="text-xs whitespace-nowrap text-fg-2">{title}</span>
          </button>
        );
      })}
    </div>
  );
}
