'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { BAR_KINDS, logBars } from '@/components/logs/log-bars';
import { LogPanel } from '@/components/details/log-panel';
import { histogramQuery, logsQuery } from '@/components/logs/log-query';
import { parseAsLogRef, printLogRef } from '@/lib/client/log-ref';
import { LogRowView } from '@/components/logs/log-row';
import { SeveritySwitches } from '@/components/logs/severity-switches';
import { SavedSearchesMenu } from '@/components/records/saved-searches-menu';
import { FacetSwitch, WithFacets } from '@/components/records/facet-panel';
import { FilterBar } from '@/components/records/filter-bar';
import { FilterLine } from '@/components/records/filter-line';
import { ListFoot } from '@/components/records/list-foot';
import { ListState } from '@/components/records/list-state';
import { ListStatus } from '@/components/records/list-status';
import { needsDates } from '@/components/records/needs-dates';
import { RecordGrid } from '@/components/records/record-grid';
import { RecordHistogram } from '@/components/records/record-histogram';
import { PANEL_ROW } from '@/components/records/side-panel';
import { useRowPages } from '@/components/records/use-row-pages';
import { PageHeader } from '@/components/shell/page-header';
import { millis } from '@/lib/base/time';
import { useLink } from '@/lib/client/link';
import { answerOptions } from '@/lib/client/queries';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { allOf } from '@/lib/model/all-of';
import type { LogRow } from '@/lib/model/answer';
import type { Filter } from '@/lib/model/filter';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const SIGNALS = ['logs'] as const;

/** Logs that match a filter: how many over time by severity, which, and all of the selected one. */
export function LogListPage() {
  const { range, zone, zoom, unzoom, zoomed } = useTimeWindow();
  const link = useLink();
  const [text, setText] = useQueryState('q', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const [selected, setSelected] = useQueryState('log', parseAsLogRef);
  const parsed = useMemo(() => parseFilter(text), [text]);
  const filter = parsed.ok ? parsed.value : undefined;

  const pages = useRowPages((after) => logsQuery(filter, range, after), parsed.ok);
  const logs = useMemo(() => pages.rows.filter((row): row is LogRow => row.signal === 'logs'), [pages.rows]);
  const counts = useMemo(() => histogramQuery(filter, range), [filter, range]);
  const histogram = useQuery({ ...answerOptions(counts), enabled: parsed.ok });
  const bars = useMemo(() => logBars(histogram.data), [histogram.data]);

  const apply = (next: string) => void setText(next === '' ? null : next);
  const isOpen = selected !== null;
  const open = useCallback(
    // one step of the browser's history to open the panel, none to go from log to log in it
    (log: LogRow) => void setSelected({ time: log.time, id: log.id }, { history: isOpen ? 'replace' : 'push' }),
    [setSelected, isOpen],
  );
  const close = () => void setSelected(null, { history: 'push' });
  useShortcuts([
    ...(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: 'Logs', run: unzoom }] : []),
    ...(isOpen ? [{ keys: 'Escape', label: 'Close the details', group: 'Logs', run: close }] : []),
  ]);
  const openId = selected === null ? '' : printLogRef(selected);
  const linkOf = (condition: Filter) => link('/logs', { q: printFilter(allOf(filter, condition)), ...(isOpen ? { log: openId } : {}) });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Logs" time share />
      <FilterLine
        filter={
          <>
            <FacetSwitch page="Logs" />
            <FilterBar signal="logs" page="Logs" text={text} range={range} onApply={apply} />
          </>
        }
        switches={<SeveritySwitches filter={filter} disabled={!parsed.ok} onFilter={(next) => apply(printFilter(next))} />}
        searches={<SavedSearchesMenu page="logs" text={text} valid={parsed.ok} onRun={apply} />}
      />
      <RecordHistogram
        bars={bars}
        kinds={BAR_KINDS}
        noun="log"
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
        range={range}
        disabled={!parsed.ok}
        wait={pages.unread}
        onFilter={(next) => apply(printFilter(next))}
      >
        <div className={PANEL_ROW}>
          <section aria-label="List of logs" className="flex min-h-0 min-w-0 flex-1 flex-col">
            {logs.length === 0 ? (
              <ListState
                signal="logs"
                loading={pages.loading}
                problem={pages.error}
                filter={text}
                invalid={!parsed.ok}
                onRetry={pages.retry}
                onClear={() => apply('')}
              />
            ) : (
              <>
                <ListStatus pages={pages} total={bars.total} noun="log" />
                <RecordGrid
                  // a new question starts at the top
                  key={text}
                  label="Logs"
                  page="Logs"
                  question={`logs ${text}`}
                  rows={logs}
                  old={pages.old}
                  hasMore={pages.hasMore && pages.moreFailure === undefined}
                  onMore={pages.more}
                  opens="Open the details"
                  at={logs.findIndex((log) => printLogRef(log) === openId)}
                  onOpen={open}
                  {...(isOpen ? { onMove: open } : {})}
                  render={(log, index, active) => (
                    <LogRowView
                      key={`${printLogRef(log)}${index}`}
                      {...{ log, index, zone, active }}
                      dated={needsDates(range)}
                      now={pages.readAt}
                      selected={printLogRef(log) === openId}
                      onOpen={open}
                    />
                  )}
                  foot={<ListFoot pages={pages} />}
                />
              </>
            )}
          </section>
          {selected !== null && <LogPanel log={selected} zone={zone} linkOf={linkOf} onClose={close} />}
        </div>
      </WithFacets>
    </div>
  );
}
