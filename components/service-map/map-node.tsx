import { clsx } from 'clsx';
import { paletteColour } from '@/lib/base/palette';
import { KIND_NAMES, type GraphNode } from '@/lib/service-map/graph';
import { NODE_HEIGHT, NODE_WIDTH, type Point } from '@/lib/service-map/layout';
import { errorText, toneOf, type MapWords } from '@/components/service-map/call-words';
import { KindIcon } from '@/components/service-map/kind-icon';

/** Letters of a name that fit. */
const NAME_LETTERS = 22;

const TONES = { warn: 'stroke-warn', error: 'stroke-error' } as const;
const TEXT_TONES = { warn: 'fill-warn', error: 'fill-error' } as const;

/** One node: icon, name, calls per second, share of errors. */
export function MapNodeBox({
  node,
  at,
  words,
  selected,
  faint,
  onSelect,
}: {
  node: GraphNode;
  at: Point;
  words: MapWords;
  selected: boolean;
  /** Out of what is being looked at. */
  faint: boolean;
  onSelect: () => void;
}) {
  const { kind, name, system, figures } = node;
  const [amount, time, tone] = [words.amount(figures), words.time(figures), toneOf(figures)];
  const failed = figures.errors > 0 ? ` · ${errorText(figures)} errors` : '';
  const short = name.length > NAME_LETTERS ? `${name.slice(0, NAME_LETTERS - 1)}…` : name;
  return (
    <g
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      aria-label={`${KIND_NAMES[kind][0]} ${name}: ${amount}, ${errorText(figures)} errors`}
      transform={`translate(${at.x} ${at.y})`}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onSelect();
      }}
      className={clsx('group/node cursor-pointer outline-none transition-opacity duration-100', faint && 'opacity-25')}
    >
      <title>{system === '' || system === name ? name : `${name} (${system})`}</title>
      <rect
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={6}
        strokeDasharray={node.members.length > 0 ? '4 3' : undefined}
        strokeWidth={selected ? 2 : 1}
        className={clsx(
          'fill-panel group-hover/node:fill-hover group-focus-visible/node:stroke-ember group-focus-visible/node:stroke-2',
          selected ? 'stroke-ember' : tone ? TONES[tone] : 'stroke-line-strong',
        )}
      />
      {kind === 'service' ? (
        <rect x={12} y={NODE_HEIGHT / 2 - 5} width={10} height={10} rx={2} fill={paletteColour(name)} />
      ) : (
        <KindIcon kind={kind} x={9} y={NODE_HEIGHT / 2 - 8} width={16} height={16} className="text-fg-2" />
      )}
      <text x={32} y={17} className="fill-fg text-[12px] font-medium">
        {short}
      </text>
      <text x={32} y={31} className="fill-fg-3 text-[11px]">
        {amount}
        {figures.time !== undefined && time !== '' && ` · ${time}`}
        {failed !== '' && <tspan className={tone && TEXT_TONES[tone]}>{failed}</tspan>}
      </text>
    </g>
  );
}
