'use client';

import { useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { GridLayout } from 'react-grid-layout';
import { verticalCompactor, type Layout } from 'react-grid-layout/core';
import { compacted, layoutOf, nudged, placedAs, reordered, resizedTo } from '@/lib/dashboards/edit-layout';
import { GAP, GRID_COLUMNS, heightOf, readingOrder, ROW_HEIGHT } from '@/lib/dashboards/grid';
import type { Panel } from '@/lib/model/dashboard';
import { useSize } from '@/components/charts/use-size';
import { EditPanel, type PanelAction } from '@/components/dashboards/edit/edit-panel';
import { useWide } from '@/components/dashboards/edit/use-wide';

const GRID = { cols: GRID_COLUMNS, rowHeight: ROW_HEIGHT, margin: [GAP, GAP], containerPadding: [0, 0] } as const;
const DRAG = { enabled: true, handle: '[data-part="grip"]', cancel: 'button' } as const;
const RESIZE = {
  enabled: true,
  handles: ['se'],
  handleComponent: (_axis: string, ref: React.Ref<HTMLElement>) => (
    <span
      ref={ref}
      aria-hidden
      className="absolute right-1 bottom-1 z-20 size-3 cursor-se-resize border-r-2 border-b-2 border-line-strong group-hover/edit:border-ember group-focus/edit:border-ember"
    />
  ),
} as const;

/** Keys of a focused panel: arrows move it, with shift they resize it. */
const ARROWS: Readonly<Record<string, readonly [dx: -1 | 0 | 1, dy: -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface EditGridProps {
  panels: readonly Panel[];
  /** `about`: what the change was, for undo; moves of one panel by the keyboard join. */
  onPlace: (panels: readonly Panel[], about?: string) => void;
  onAction: (id: string, action: PanelAction) => void;
  /** Says what happened to those who do not see it. */
  announce: (text: string) => void;
  /** Other sections that a panel can go to, by index. */
  elsewhere: readonly { readonly index: number; readonly title: string }[];
  render: (panel: Panel) => ReactNode;
}

/** Panels that can be dragged, resized and moved by the keyboard; on a narrow screen, put in order. */
export function EditGrid({ panels, onPlace, onAction, announce, elsewhere, render }: EditGridProps) {
  const [ref, { width }] = useSize();
  const wide = useWide();
  const layout = useMemo(() => layoutOf(panels), [panels]);
  const place = (next: Layout) => {
    const placed = compacted(placedAs(panels, next));
    // a click on the grip is a drag to where it was
    if (placed.some(({ at }, index) => JSON.stringify(at) !== JSON.stringify(panels[index]?.at))) onPlace(placed);
  };
  const moveBy = (panel: Panel, by: -1 | 1) => {
    onPlace(reordered(panels, panel.id, by));
    announce(`${panel.title}: ${by === -1 ? 'earlier' : 'later'}`);
  };
  const onKeyDown = (event: KeyboardEvent, panel: Panel) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      const [dx, dy] = arrow;
      if (!wide) return moveBy(panel, dx + dy < 0 ? -1 : 1);
      const { w, h } = panel.at;
      const next = event.shiftKey ? resizedTo(panels, panel.id, w + dx, h + dy) : nudged(panels, panel.id, dx, dy);
      onPlace(next, `place ${panel.id}`);
      announce(placeInWords(next.find(({ id }) => id === panel.id) ?? panel));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onAction(panel.id, { kind: 'edit' });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onAction(panel.id, { kind: 'remove' });
    }
  };
  const frame = (panel: Panel) => ({
    tabIndex: 0,
    role: 'group',
    'aria-label': `${panel.title === '' ? 'Panel without a title' : panel.title}: ${placeInWords(panel, false)}`,
    'aria-describedby': 'edit-keys',
    'data-panel': panel.id,
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, panel),
    className: 'group/edit relative rounded-lg outline-offset-2',
  });
  const inside = (panel: Panel) => (
    <EditPanel
      panel={panel}
      elsewhere={elsewhere}
      onAction={(action) => onAction(panel.id, action)}
      {...(wide ? {} : { onMove: (by) => moveBy(panel, by) })}
    >
      {render(panel)}
    </EditPanel>
  );
  if (!wide) {
    return (
      <div className="grid gap-2.5">
        {readingOrder(panels).map((panel) => (
          <div key={panel.id} {...frame(panel)} style={{ height: heightOf(panel.at.h) }}>
            {inside(panel)}
          </div>
        ))}
      </div>
    );
  }
  return (
    <div
      ref={ref}
      className="[&_.react-grid-item]:transition-[transform,width,height] [&_.react-grid-item]:duration-100 [&_.react-grid-item.react-draggable-dragging]:z-30 [&_.react-grid-item.react-draggable-dragging]:transition-none [&_.react-grid-item.resizing]:z-30 [&_.react-grid-item.resizing]:transition-none [&_.react-grid-layout]:relative [&_.react-grid-placeholder]:rounded-lg [&_.react-grid-placeholder]:bg-ember-soft"
    >
      {width > 0 && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={GRID}
          dragConfig={DRAG}
          resizeConfig={RESIZE}
          compactor={verticalCompactor}
          onDragStop={place}
          onResizeStop={place}
        >
          {readingOrder(panels).map((panel) => (
            <div key={panel.id} {...frame(panel)}>
              {inside(panel)}
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}

/** "Requests: column 3, row 1, 4 wide, 7 high" */
function placeInWords({ title, at }: Panel, named = true): string {
  const words = `column ${at.x + 1}, row ${at.y + 1}, ${at.w} wide, ${at.h} high`;
  return named ? `${title}: ${words}` : words;
}
