import { ListTree } from 'lucide-react';
import { ControlButton } from '@/components/traces/control-button';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';

const LEVELS = [1, 2, 3, 4, 6] as const;

/** Opens the tree down to a level, everywhere at once. */
export function LevelsMenu({ onLevels }: { onLevels: (levels: number) => void }) {
  return (
    <DropdownMenu trigger={<ControlButton icon={ListTree} words="depth" />}>
      {LEVELS.map((levels) => (
        <MenuItem key={levels} onSelect={() => onLevels(levels)}>
          {levels === 1 ? 'Roots only' : `${levels} levels`}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => onLevels(Infinity)}>All levels</MenuItem>
    </DropdownMenu>
  );
}
