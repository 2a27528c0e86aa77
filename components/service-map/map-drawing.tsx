'use client';

import { Maximize, Minus, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { present } from '@/lib/base/assert';
import type { MapEdge } from '@/lib/model/service-map';
import { matching, neighbourhood, type Graph } from '@/lib/service-map/graph';
import { layoutOf } from '@/lib/service-map/layout';
import type { MapWords } from '@/components/service-map/call-words';
import { ArrowHeads, MapEdgeLabel, MapEdgeLine } from '@/components/service-map/map-edge';
import { MapNodeBox } from '@/components/service-map/map-node';
import { useViewport } from '@/components/service-map/use-viewport';
import { IconButton } from '@/components/ui/icon-button';

/** The map itself: drag to move, the wheel to zoom, arrow keys and + − 0 when it has the focus. */
export function MapDrawing({
  graph,
  words,
  selected,
  search,
  onSelect,
  onOpenEdge,
}: {
  graph: Graph;
  words: MapWords;
  /** A node's id. */
  selected: string | undefined;
  search: string;
  onSelect: (id: string | undefined) => void;
  onOpenEdge: (edge: MapEdge) => void;
}) {
  const placed = useMemo(() => layoutOf(graph), [graph]);
  const { ref, view, ready, zoomIn, zoomOut, reset, handlers } = useViewport(placed);
  const [pointed, setPointed] = useState<string>();
  const seen = useMemo(() => {
    if (selected !== undefined) return neighbourhood(graph, selected);
    return search.trim() === '' ? undefined : matching(graph, search);
  }, [graph, selected, search]);
  const lines = useMemo(() => {
    const calls = new Map(graph.edges.map((edge) => [keyOf(edge), edge]));
    return placed.edges.map((line) => ({
      key: keyOf(line),
      points: line.points,
      edge: present(calls.get(keyOf(line)), 'the edge of a line'),
    }));
  }, [graph, placed]);
  const names = useMemo(() => new Map(graph.nodes.map(({ id, name }) => [id, name])), [graph]);
  const active = lines.find(({ key }) => key === pointed);
  return (
    <div className="relative h-full min-h-0 overflow-hidden bg-page">
      <div
        ref={ref}
        role="group"
        aria-label="Service map"
        aria-describedby="map-keys"
        tabIndex={0}
        className="absolute inset-0 cursor-grab touch-none focus-visible:outline-offset-[-2px] active:cursor-grabbing"
        {...handlers}
      >
        {ready && (
          <svg width="100%" height="100%" className="block select-none">
            <ArrowHeads />
            <rect width="100%" height="100%" fill="transparent" onClick={() => onSelect(undefined)} />
            <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
              {lines.map(({ key, points, edge }) => {
                const touches = selected === edge.from || selected === edge.to;
                return (
                  <MapEdgeLine
                    key={key}
                    edge={edge}
                    label={`${names.get(edge.from) ?? ''} calls ${names.get(edge.to) ?? ''}`}
                    points={points}
                    words={words}
                    active={key === pointed}
                    faint={selected === undefined ? seen !== undefined : !touches}
                    reachable={touches}
                    onPoint={(on) => setPointed(on ? key : undefined)}
                    onOpen={() => onOpenEdge(edge)}
                  />
                );
              })}
              {graph.nodes.map((node) => (
                <MapNodeBox
                  key={node.id}
                  node={node}
                  at={present(placed.nodes.get(node.id), 'the place of a node')}
                  words={words}
                  selected={node.id === selected}
                  faint={seen !== undefined && !seen.has(node.id)}
                  onSelect={() => onSelect(node.id === selected ? undefined : node.id)}
                />
              ))}
              {active && <MapEdgeLabel edge={active.edge} points={active.points} words={words} />}
            </g>
          </svg>
        )}
      </div>
      <p id="map-keys" className="sr-only">
        Arrow keys move the map, plus and minus zoom, zero shows all of it. The list has the same calls as a table.
      </p>
      <div className="absolute bottom-3 left-3 flex rounded-md border border-line bg-panel">
        <IconButton label="Zoom out (−)" onClick={zoomOut}>
          <Minus size={14} aria-hidden />
        </IconButton>
        <IconButton label="Zoom in (+)" onClick={zoomIn}>
          <Plus size={14} aria-hidden />
        </IconButton>
        <IconButton label="Show all of it (0)" onClick={reset}>
          <Maximize size={13} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function keyOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return JSON.stringify([from, to]);
}
