'use client';

import { Suspense, type ComponentType, type ReactNode } from 'react';
import { PANEL_ROW } from '@/components/records/side-panel';
import { useShownTrace } from '@/components/traces/shown-trace';
import { useLogCount } from '@/components/traces/use-log-count';
import { useViewName, VIEW_NAMES, type ViewName } from '@/components/traces/use-view-name';
import { WaterfallControls } from '@/components/traces/waterfall-controls';
import { WaterfallTab } from '@/components/traces/waterfall-tab';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { lazyPart, useAhead } from '@/lib/client/lazy-part';
import { useShortcuts } from '@/lib/client/shortcuts';

// nearly every look at a trace begins with its waterfall: the code of the other views comes after it
const FlameTab = lazyPart(() => import('@/components/traces/flame-tab').then((module) => module.FlameTab));
const StatisticsTab = lazyPart(() => import('@/components/traces/statistics-tab').then((module) => module.StatisticsTab));
const TraceLogsTab = lazyPart(() => import('@/components/traces/trace-logs-tab').then((module) => module.TraceLogsTab));
const ServicePathTab = lazyPart(() => import('@/components/traces/service-path-tab').then((module) => module.ServicePathTab));
const LATER = [FlameTab, StatisticsTab, TraceLogsTab, ServicePathTab];

interface TraceTab {
  readonly title: string;
  /** Opens it behind `v`, for "view". */
  readonly letter: string;
  readonly View: ComponentType;
}

const TABS: Readonly<Record<ViewName, TraceTab>> = {
  waterfall: { title: 'Waterfall', letter: 'w', View: WaterfallTab },
  flame: { title: 'Flame', letter: 'f', View: FlameTab },
  statistics: { title: 'Statistics', letter: 's', View: StatisticsTab },
  logs: { title: 'Logs', letter: 'l', View: TraceLogsTab },
  path: { title: 'Path', letter: 'p', View: ServicePathTab },
};

/** The views of the trace as tabs; `beside` stays next to each of them. */
export function TraceTabs({ beside }: { beside: ReactNode }) {
  const [view, open] = useViewName();
  const shown = useShownTrace();
  const { loading } = shown;
  const logs = useLogCount(shown);
  useAhead(LATER, !loading);
  useShortcuts(
    VIEW_NAMES.map((name) => ({ keys: `v ${TABS[name].letter}`, label: TABS[name].title, group: 'Trace', run: () => open(name) })),
  );
  return (
    <Tabs
      label="Views of the trace"
      value={view}
      onChange={open}
      tabs={VIEW_NAMES.map((value) => ({
        value,
        label: TABS[value].title,
        ...(value === 'logs' && logs !== undefined ? { count: logs } : {}),
      }))}
      end={view === 'waterfall' && <WaterfallControls />}
      className="flex-1"
      listClassName="px-4 max-md:px-3"
    >
      <div className={PANEL_ROW} aria-busy={loading}>
        {VIEW_NAMES.map((name) => {
          const { View } = TABS[name];
          return (
            <TabPanel key={name} value={name} className="flex min-w-0 flex-col data-[state=inactive]:hidden" tabIndex={-1}>
              <Suspense>
                <View />
              </Suspense>
            </TabPanel>
          );
        })}
        {beside}
      </div>
    </Tabs>
  );
}
