'use client';

import { Check, SlidersHorizontal } from 'lucide-react';
import { ControlButton } from '@/components/traces/control-button';
import { LevelsMenu } from '@/components/traces/levels-menu';
import { ServicesMenu } from '@/components/traces/services-menu';
import { useShownTrace } from '@/components/traces/shown-trace';
import { useWaterfallOptions, type WaterfallShows } from '@/components/traces/waterfall-options';
import { DropdownMenu, MenuCheckboxItem } from '@/components/ui/menu';
import { openToDepth } from '@/lib/waterfall/collapse';
import { withoutServices } from '@/lib/waterfall/hidden';

const SHOWS: readonly { readonly name: keyof WaterfallShows; readonly label: string }[] = [
  { name: 'path', label: 'Critical path' },
  { name: 'grouped', label: 'Repeated spans as one line' },
  { name: 'self', label: 'Self time on the bars' },
  { name: 'marks', label: 'Logs and events on the bars' },
];

/** What the waterfall can be told, at the right end of the tabs. */
export function WaterfallControls() {
  const { trace, changeCollapsed, hidden, setHidden } = useShownTrace();
  const [options, setOptions] = useWaterfallOptions();
  return (
    <span className="flex items-center gap-3 text-xs max-md:gap-0.5 whitespace-nowrap text-fg-3">
      <button
        type="button"
        aria-pressed={options.path}
        title="The line under the bars: the spans that the end of the trace waited for"
        onClick={() => setOptions({ path: !options.path })}
        className={`flex shrink-0 items-center gap-0.5 hover:text-fg max-md:hidden ${options.path ? 'text-fg-2' : ''}`}
      >
        critical path {options.path && <Check size={11} aria-hidden />}
      </button>
      <ServicesMenu columns={trace.columns} hidden={hidden} onHidden={setHidden} />
      <LevelsMenu onLevels={(levels) => changeCollapsed(() => openToDepth(withoutServices(trace.columns, trace.tree, hidden), levels))} />
      <DropdownMenu trigger={<ControlButton icon={SlidersHorizontal} words="show" />}>
        {SHOWS.map(({ name, label }) => (
          <MenuCheckboxItem
            key={name}
            checked={options[name]}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(on) => setOptions({ [name]: on })}
          >
            {label}
          </MenuCheckboxItem>
        ))}
      </DropdownMenu>
    </span>
  );
}
