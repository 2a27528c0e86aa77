'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { ComparePairs } from '@/components/traces/compare-pairs';
import { CompareStatistics } from '@/components/traces/compare-statistics';
import { CompareTree } from '@/components/traces/compare-tree';
import { Select } from '@/components/ui/select';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { formatInteger } from '@/lib/base/units';
import type { TracePart } from '@/lib/waterfall/call-tree';
import { compareTraces, VERDICTS, type Comparison, type Verdict } from '@/lib/waterfall/compare';
import { NONE } from '@/lib/waterfall/tree';

const SHOWN = ['all', 'different', ...VERDICTS] as const;
const SHOWN_NAMES: Readonly<Record<(typeof SHOWN)[number], string>> = {
  all: 'all paths',
  different: 'what differs',
  same: 'the same',
  slower: 'slower in B',
  faster: 'faster in B',
  'first only': 'only in A',
  'second only': 'only in B',
};
const TABS = ['paths', 'statistics'] as const;

/** What two traces have in common and what not: as a tree of their paths, and as statistics. */
export function CompareBody({ first, second }: { first: TracePart; second: TracePart }) {
  const comparison = useMemo(() => compareTraces(first, second), [first, second]);
  const [tab, setTab] = useQueryState('view', parseAsStringLiteral(TABS).withDefault('paths'));
  const [shown, setShown] = useQueryState('show', parseAsStringLiteral(SHOWN).withDefault('all'));
  const [selected, setSelected] = useState(NONE);
  const shows = useMemo(() => {
    if (shown === 'all') return undefined;
    return (row: number): boolean => {
      const verdict: Verdict = VERDICTS[comparison.verdict[row] ?? 0] ?? 'same';
      return shown === 'different' ? verdict !== 'same' : verdict === shown;
    };
  }, [comparison, shown]);
  return (
    <Tabs
      label="Views of the comparison"
      value={tab}
      onChange={(next) => void setTab(next)}
      tabs={[
        { value: 'paths', label: 'Paths' },
        { value: 'statistics', label: 'Statistics' },
      ]}
      end={
        tab === 'paths' && (
          <Select
            label="Show"
            value={shown}
            onChange={(next) => void setShown(next)}
            options={SHOWN.map((value) => ({ value, label: SHOWN_NAMES[value] }))}
          />
        )
      }
      className="flex-1"
      listClassName="px-4 max-md:px-3"
    >
      <TabPanel value="paths" className="flex min-w-0 flex-col data-[state=inactive]:hidden" tabIndex={-1}>
        <Sums comparison={comparison} />
        <div className="flex min-h-0 flex-1 max-lg:flex-col">
          <CompareTree comparison={comparison} shows={shows} selected={selected} onSelect={setSelected} />
          {selected !== NONE && selected < comparison.tree.rows && (
            <ComparePairs comparison={comparison} path={selected} first={first} second={second} onClose={() => setSelected(NONE)} />
          )}
        </div>
      </TabPanel>
      <TabPanel value="statistics" className="flex min-w-0 flex-col data-[state=inactive]:hidden" tabIndex={-1}>
        <CompareStatistics first={first} second={second} />
      </TabPanel>
    </Tabs>
  );
}

/** How many spans were matched, and how many paths are slower, faster, or in one trace only. */
function Sums({ comparison: { matched, firstOnly, secondOnly, paths } }: { comparison: Comparison }) {
  const [, slower = 0, faster = 0, pathsFirst = 0, pathsSecond = 0] = paths;
  return (
    <p role="status" className="flex shrink-0 flex-wrap gap-x-4 border-b border-line px-4 py-1.5 text-xs text-fg-3 max-md:px-3">
      <span>
        <b className="font-semibold text-fg">{formatInteger(matched)}</b> spans matched
      </span>
      <span>
        {formatInteger(firstOnly)} only in A, {formatInteger(secondOnly)} only in B
      </span>
      <span>
        paths: <span className={slower > 0 ? 'text-error' : ''}>{formatInteger(slower)} slower</span>,{' '}
        <span className={faster > 0 ? 'text-ok' : ''}>{formatInteger(faster)} faster</span>, {formatInteger(pathsFirst)} only in A,{' '}
        {formatInteger(pathsSecond)} only in B
      </span>
    </p>
  );
}
