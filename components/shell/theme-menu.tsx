'use client';

import { Moon, Sun } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuLabel, MenuRadioGroup } from '@/components/ui/menu';
import { useShownTheme, useTheme, type Theme } from '@/lib/client/theme';

export const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
];

/** Chooses the theme. */
export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const Icon = useShownTheme() === 'light' ? Sun : Moon;
  return (
    <DropdownMenu
      align="start"
      trigger={
        <IconButton label="Theme" size="small">
          <Icon size={14} aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>Theme</MenuLabel>
      <MenuRadioGroup value={theme} onChange={setTheme} options={THEMES} />
    </DropdownMenu>
  );
}
