'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { SavedSearchesMenu } from '@/components/records/saved-searches-menu';
import { FacetSwitch, WithFacets } from '@/components/records/facet-panel';
import { FilterBar } from '@/components/records/filter-bar';
import { FilterLine } from '@/components/records/filter-line';
import { ListFoot } from '@/components/records/list-foot';
import { ListState } from '@/components/records/list-state';
import { ListStatus } from '@/components/records/list-status';
import { needsDates } from '@/components/records/needs-dates';
import { QuickFilters } from '@/components/traces/quick-filters';
import { RecordHistogram } from '@/components/records/record-histogram';
import { useRowPages } from '@/components/records/use-row-pages';
import { BAR_KINDS, spanBars } from '@/components/traces/span-bars';
import { SpanRows } from '@/components/traces/span-rows';
import { histogramQuery, ROOT, spansQuery } from '@/components/traces/span-query';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { millis } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { SpanRow } from '@/lib/model/answer';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const SIGNALS = ['spans'] as const;

/** Spans that match a filter: how many over time, and which. */
export function TraceListPage() {
  const { range, zone, zoom, unzoom, zoomed } = useTimeWindow();
  const [text, setText] = useQueryState('q', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const [show, setShow] = useQueryState(
    'show',
    parseAsStringLiteral(['roots', 'all']).withDefault('roots').withOptions({ history: 'push' }),
  );
  const [order, setOrder] = useQueryState(
    'sort',
    parseAsStringLiteral(['time', 'duration']).withDefault('time').withOptions({ history: 'push' }),
  );
  const parsed = useMemo(() => parseFilter(text), [text]);
  const filter = parsed.ok ? parsed.value : undefined;

  const pages = useRowPages((after) => spansQuery(filter, show, order, range, after), parsed.ok);
  const counts = useMemo(() => histogramQuery(filter, show, range), [filter, show, range]);
  const histogram = useQuery({ ...answerOptions(counts), enabled: parsed.ok });
  const bars = useMemo(() => spanBars(histogram.data), [histogram.data]);
  const spans = useMemo(() => pages.rows.filter((row): row is SpanRow => row.signal === 'spans'), [pages.rows]);
  useShortcuts(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: 'Traces', run: unzoom }] : []);
  const apply = (next: string) => void setText(next === '' ? null : next);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Traces" time share>
        <Button className="max-md:hidden" asChild>
          <Link href="/traces/open">Open a file</Link>
        </Button>
      </PageHeader>
      <FilterLine
        filter={
          <>
            <FacetSwitch page="Traces" />
            <FilterBar signal="spans" page="Traces" text={text} range={range} onApply={apply} />
          </>
        }
        switches={
          <QuickFilters
            filter={filter}
            show={show}
            order={order}
            disabled={!parsed.ok}
            onFilter={(next) => apply(printFilter(next))}
            onShow={(next) => void setShow(next)}
            onOrder={(next) => void setOrder(next)}
          />
        }
        searches={<SavedSearchesMenu page="traces" text={text} valid={parsed.ok} onRun={apply} />}
      />
      <RecordHistogram
        bars={bars}
        kinds={BAR_KINDS}
        noun="span"
        answered={histogram.data !== undefined}
        range={range}
        step={millis(counts.frame.step)}
        zone={zone}
        old={histogram.isPlaceholderData}
        failure={histogram.error?.message}
        onZoom={zoom}
        onUnzoom={unzoom}
      />
      <WithFacets
        signals={SIGNALS}
        filter={filter}
        base={show === 'roots' ? ROOT : undefined}
        range={range}
        disabled={!parsed.ok}
        wait={pages.unread}
        onFilter={(next) => apply(printFilter(next))}
      >
        {spans.length === 0 ? (
          <ListState
            signal="spans"
            loading={pages.loading}
            problem={pages.error}
            filter={text}
            invalid={!parsed.ok}
            onRetry={pages.retry}
            onClear={() => apply('')}
            more={show === 'roots' && <Button onClick={() => void setShow('all')}>Look at all spans, not only roots</Button>}
          />
        ) : (
          <>
            <ListStatus pages={pages} total={bars.total} noun={show === 'roots' ? 'trace' : 'span'} />
            <SpanRows
              // a new question starts at the top
              key={`${text} ${show} ${order}`}
              question={`${text} ${show} ${order}`}
              spans={spans}
              zone={zone}
              dated={needsDates(range)}
              now={pages.readAt}
              old={pages.old}
              hasMore={pages.hasMore && pages.moreFailure === undefined}
              onMore={pages.more}
              foot={<ListFoot pages={pages} />}
            />
          </>
        )}
      </WithFacets>
    </div>
  );
}
