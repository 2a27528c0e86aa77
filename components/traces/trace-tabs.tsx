'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { useShownTrace } from '@/components/traces/shown-trace';
import { WaterfallControls } from '@/components/traces/waterfall-controls';
import { WaterfallTab } from '@/components/traces/waterfall-tab';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { useShortcuts } from '@/lib/client/shortcuts';

const VIEWS = ['waterfall'] as const;
type TraceViewName = (typeof VIEWS)[number];

interface TraceTab {
  readonly title: string;
  /** Behind `v`, for "view". */
  readonly letter: string;
}

const TABS: Readonly<Record<TraceViewName, TraceTab>> = {
  waterfall: { title: 'Waterfall', letter: 'w' },
};

/** The views of the trace as tabs, the open one in the address; `beside` stays next to each of them. */
export function TraceTabs({ beside }: { beside: ReactNode }) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('waterfall').withOptions({ history: 'push' }));
  const { loading } = useShownTrace();
  useShortcuts(
    VIEWS.map((name) => ({ keys: `v ${TABS[name].letter}`, label: TABS[name].title, group: 'Trace', run: () => void setView(name) })),
  );
  return (
    <Tabs
      label="Views of the trace"
      value={view}
      onChange={(name) => void setView(name)}
      tabs={VIEWS.map((value) => ({ value, label: TABS[value].title }))}
      end={view === 'waterfall' && <WaterfallControls />}
      className="flex-1"
      listClassName="px-4 max-md:px-3"
    >
      <div className="flex min-h-0 flex-1 max-lg:flex-col" aria-busy={loading}>
        <TabPanel value="waterfall" className="flex min-w-0 flex-col" tabIndex={-1}>
          <WaterfallTab />
        </TabPanel>
        {beside}
      </div>
    </Tabs>
  );
}
