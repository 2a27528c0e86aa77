import { clsx } from 'clsx';
import type { MapEdge } from '@/lib/model/service-map';
import { pathOf, type Point } from '@/lib/service-map/layout';
import { errorText, lineWidth, toneOf, type MapWords } from '@/components/service-map/call-words';

const TONES = { none: 'stroke-line-strong', warn: 'stroke-warn', error: 'stroke-error' } as const;

/** The arrow heads that edges end in, by tone. */
export function ArrowHeads() {
  return (
    <defs>
      {(['none', 'warn', 'error', 'active'] as const).map((tone) => (
        <marker
          key={tone}
          id={`arrow-${tone}`}
          viewBox="0 0 8 8"
          refX={7}
          refY={4}
          markerWidth={8}
          markerHeight={8}
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path
            d="M0 0.5L8 4L0 7.5Z"
            className={{ none: 'fill-line-strong', warn: 'fill-warn', error: 'fill-error', active: 'fill-ember' }[tone]}
          />
        </marker>
      ))}
    </defs>
  );
}

/** The calls from one node to another: as wide as they are many, in the colour of how they end. */
export function MapEdgeLine({
  edge,
  label,
  points,
  words,
  active,
  faint,
  reachable,
  onPoint,
  onOpen,
}: {
  edge: MapEdge;
  /** Who calls whom, for screen readers. */
  label: string;
  points: readonly Point[];
  words: MapWords;
  /** It is pointed at. */
  active: boolean;
  faint: boolean;
  /** By the Tab key: only where few are, at the selected node. The table below the map has all. */
  reachable: boolean;
  onPoint: (on: boolean) => void;
  onOpen: () => void;
}) {
  const path = pathOf(points);
  const tone = toneOf(edge.figures);
  return (
    <g
      className={clsx('cursor-pointer outline-none transition-opacity duration-100', faint && 'opacity-15')}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      onClick={onOpen}
      {...(reachable
        ? {
            role: 'link',
            tabIndex: 0,
            'aria-label': `${label}: ${words.amount(edge.figures)}, ${errorText(edge.figures)} errors`,
            onFocus: () => onPoint(true),
            onBlur: () => onPoint(false),
            onKeyDown: (event) => {
              if (event.key === 'Enter') onOpen();
            },
          }
        : { 'aria-hidden': true })}
    >
      <path d={path} fill="none" stroke="transparent" strokeWidth={14} />
      <path
        d={path}
        fill="none"
        strokeWidth={lineWidth(words.weight(edge.figures))}
        markerEnd={`url(#arrow-${active ? 'active' : (tone ?? 'none')})`}
        className={active ? 'stroke-ember' : TONES[tone ?? 'none']}
      />
    </g>
  );
}

const LABEL = { width: 196, height: 22 };

/** The figures of the edge that is pointed at, in its middle. */
export function MapEdgeLabel({ edge, points, words }: { edge: MapEdge; points: readonly Point[]; words: MapWords }) {
  const time = words.time(edge.figures);
  const [before, after] = [points[Math.floor((points.length - 1) / 2)], points[Math.ceil((points.length - 1) / 2)]];
  if (!before || !after) return null;
  const [x, y] = [(before.x + after.x) / 2, (before.y + after.y) / 2];
  return (
    <g className="pointer-events-none" aria-hidden transform={`translate(${x - LABEL.width / 2} ${y - LABEL.height / 2})`}>
      <rect {...LABEL} rx={5} className="fill-raised stroke-line-strong" />
      <text x={LABEL.width / 2} y={15} textAnchor="middle" className="fill-fg text-[11px]">
        {`${words.amount(edge.figures)} · ${errorText(edge.figures)} errors${time === '' ? '' : ` · ${time}`}`}
      </text>
    </g>
  );
}
