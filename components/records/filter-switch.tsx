import { clsx } from 'clsx';
import { Button } from '@/components/ui/button';

export interface FilterSwitchProps {
  on: boolean;
  disabled?: boolean;
  /** What it does, in a few words. */
  says: string;
  onClick: () => void;
  children: string;
}

/** A button that is on or off, beside the filter. */
export function FilterSwitch({ on, disabled = false, says, onClick, children }: FilterSwitchProps) {
  return (
    <Button
      aria-pressed={on}
      title={says}
      disabled={disabled}
      onClick={onClick}
      className={clsx(on && 'border-ember! bg-ember-soft! text-fg!')}
    >
      {children}
    </Button>
  );
}
