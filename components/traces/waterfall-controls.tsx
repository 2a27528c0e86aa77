'use client';

import { LevelsMenu } from '@/components/traces/levels-menu';
import { useShownTrace } from '@/components/traces/shown-trace';
import { openToDepth } from '@/lib/waterfall/collapse';

/** What the waterfall can be told, at the right end of the tabs. */
export function WaterfallControls() {
  const { trace, changeCollapsed } = useShownTrace();
  return (
    <span className="flex items-center gap-3 text-xs text-fg-3">
      <LevelsMenu onLevels={(levels) => changeCollapsed(() => openToDepth(trace.tree, levels))} />
    </span>
  );
}
