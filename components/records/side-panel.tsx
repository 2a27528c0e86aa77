import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';

export interface SidePanelProps {
  /** What it is about, e.g. `Span`. */
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** The panel of what is selected, with its closing button: beside the list where there is room, else below it. */
export function SidePanel({ label, onClose, children }: SidePanelProps) {
  return (
    <aside
      aria-label={label}
      className="relative flex min-h-0 w-full shrink-0 flex-col border-line bg-panel max-lg:h-[56%] max-lg:border-t max-lg:border-line-strong lg:w-[356px] lg:border-l xl:w-[400px]"
    >
      <IconButton label="Close (Escape)" onClick={onClose} className="absolute top-2 right-2 z-10">
        <X size={15} aria-hidden />
      </IconButton>
      {children}
    </aside>
  );
}
