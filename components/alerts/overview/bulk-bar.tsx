import { BellOff, Pause, Play, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';

/** What can be done with all rules that are chosen; over the end of the list. */
export function BulkBar({
  count,
  onSilence,
  onPause,
  onResume,
  onClear,
}: {
  count: number;
  onSilence: () => void;
  onPause: () => void;
  onResume: () => void;
  onClear: () => void;
}) {
  return (
    <div
      role="toolbar"
      aria-label="With the chosen rules"
      className="absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 items-center gap-1.5 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 text-sm whitespace-nowrap shadow-xl shadow-black/25"
    >
      <span role="status" className="pr-1.5">
        {count} chosen
      </span>
      <Button onClick={onSilence}>
        <BellOff size={13} aria-hidden />
        Silence
      </Button>
      <Button onClick={onPause}>
        <Pause size={13} aria-hidden />
        Pause
      </Button>
      <Button onClick={onResume}>
        <Play size={13} aria-hidden />
        Resume
      </Button>
      <IconButton label="Choose none (Escape)" onClick={onClear}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
