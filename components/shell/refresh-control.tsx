'use client';

import { useIsFetching } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronDown, RotateCw } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuLabel, MenuRadioGroup } from '@/components/ui/menu';
import { MINUTE, millis, SECOND, type Millis } from '@/lib/base/time';
import { useAutoRefresh } from '@/lib/client/auto-refresh';
import { parseLength, printLength } from '@/lib/client/time-params';
import { useTimeWindow } from '@/lib/client/time-window';

const EVERY: readonly Millis[] = [millis(5 * SECOND), millis(10 * SECOND), millis(30 * SECOND), MINUTE, millis(5 * MINUTE)];

const OFF = 'off';

/** 10 s, 5 min */
function name(every: Millis): string {
  return every < MINUTE ? `${every / SECOND} s` : `${Math.round(every / MINUTE)} min`;
}

/** Refreshes now, or by itself every so often while the page is seen. */
export function RefreshControl() {
  const { refresh, refreshEvery, setRefreshEvery } = useTimeWindow();
  const fetching = useIsFetching({ queryKey: ['answer'] }) > 0;
  useAutoRefresh(refreshEvery, refresh);
  return (
    <div className="flex">
      <Button
        aria-label="Refresh"
        title="Refresh (r)"
        onClick={refresh}
        className="w-7 justify-center rounded-r-none! px-0! max-md:rounded-r-md!"
      >
        <RotateCw size={13} aria-hidden className={clsx(fetching && 'animate-spin')} />
      </Button>
      <DropdownMenu
        trigger={
          <Button aria-label="Refresh by itself" className="-ml-px rounded-l-none! px-1.5! max-md:hidden">
            {refreshEvery !== undefined && name(refreshEvery)}
            <ChevronDown size={13} aria-hidden className="text-fg-3" />
          </Button>
        }
      >
        <MenuLabel>Refresh by itself</MenuLabel>
        <MenuRadioGroup
          value={refreshEvery === undefined ? OFF : printLength(refreshEvery)}
          onChange={(value) => setRefreshEvery(parseLength(value))}
          options={[{ value: OFF, label: 'Off' }, ...EVERY.map((every) => ({ value: printLength(every), label: `Every ${name(every)}` }))]}
        />
      </DropdownMenu>
    </div>
  );
}
