'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { TimeForm } from '@/components/shell/time-form';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import { useHydrated } from '@/lib/client/hydrated';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { nameWindow, nameWindowShort } from '@/lib/client/window-name';

/** The page's time window as a button; opens the quick ranges, the typed field and the two ends. */
export function TimePicker() {
  const [open, setOpen] = useState(false);
  const { window, zone } = useTimeWindow();
  useShortcuts([{ keys: 't', label: 'Choose the time range', group: 'Time', run: () => setOpen(true) }]);
  // until the browser's zone is known a page's times are in UTC; a range up to now names none of them
  const hydrated = useHydrated();
  const inUtc = zone === 'utc' && (hydrated || 'from' in window);
  const name = nameWindow(window, zone);
  return (
    <Popover
      label="Time range"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-112 p-0!"
      trigger={
        <Button aria-label={`Time range: ${name}`}>
          <b className="max-md:hidden">{name}</b>
          <b className="max-w-24 truncate md:hidden">{nameWindowShort(window, zone)}</b>
          {inUtc && <span className="text-fg-3 max-md:hidden">UTC</span>}
          <ChevronDown size={13} aria-hidden className="text-fg-3" />
        </Button>
      }
    >
      <TimeForm close={() => setOpen(false)} />
    </Popover>
  );
}
