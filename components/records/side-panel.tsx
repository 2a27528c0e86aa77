'use client';

import { clsx } from 'clsx';
import { PanelBottom, PanelRight, X } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { usePanelPlace, usePanelSize } from '@/components/records/panel-place';
import { IconButton } from '@/components/ui/icon-button';

export interface SidePanelProps {
  /** What it is about, e.g. `Span`. */
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * The panel of what is selected, with its closing button: beside the list where there is room, else below it, as wide or high as
 * it is dragged. It stands last in a flex box with the class of `PANEL_ROW`.
 */
export function SidePanel({ label, onClose, children }: SidePanelProps) {
  const [place, setPlace] = usePanelPlace();
  const { size, dragging, edge, least } = usePanelSize(place);
  const right = place === 'right';
  const style: Record<`--${string}`, string> = size === undefined ? {} : { '--size': `${size}px` };
  const away = right ? 'Show the details below' : 'Show the details at the right';
  return (
    <aside
      aria-label={label}
      data-place={place}
      style={style as CSSProperties}
      className={clsx(
        'relative flex min-h-0 w-full shrink-0 flex-col border-line bg-panel max-lg:h-[62%] max-lg:border-t max-lg:border-line-strong max-md:rounded-t-lg',
        right ? 'lg:w-(--size,372px) lg:border-l xl:w-(--size,420px)' : 'border-line-strong lg:h-(--size,46%) lg:border-t',
        dragging && 'select-none',
      )}
    >
      <div
        role="separator"
        aria-orientation={right ? 'vertical' : 'horizontal'}
        aria-label="Size of the details"
        aria-valuemin={least}
        aria-valuenow={size ?? 0}
        aria-valuetext={size === undefined ? 'usual size' : `${size} pixels`}
        tabIndex={0}
        {...edge}
        className={clsx(
          'absolute z-20 touch-none hover:bg-line-strong/60 focus-visible:bg-line-strong max-lg:hidden',
          right ? 'inset-y-0 -left-[3px] w-1.5 cursor-col-resize' : 'inset-x-0 -top-[3px] h-1.5 cursor-row-resize',
        )}
      />
      <div className="absolute top-2 right-2 z-10 flex">
        <IconButton label={away} onClick={() => setPlace(right ? 'below' : 'right')} className="max-lg:hidden">
          {right ? <PanelBottom size={15} aria-hidden /> : <PanelRight size={15} aria-hidden />}
        </IconButton>
        <IconButton label="Close (Escape)" onClick={onClose}>
          <X size={15} aria-hidden />
        </IconButton>
      </div>
      {children}
    </aside>
  );
}

/** The class of the box in which a list and a `SidePanel` stand beside each other, or one below the other. */
export const PANEL_ROW = 'flex min-h-0 flex-1 max-lg:flex-col has-[>aside[data-place=below]]:flex-col';
