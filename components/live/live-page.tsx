'use client';

import { useQuery } from '@tanstack/react-query';
import { createParser, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { useColumns } from '@/components/live/columns';
import { layLines } from '@/components/live/lines';
import { BAR_KINDS, liveBars } from '@/components/live/live-bars';
import { LiveDetails } from '@/components/live/live-details';
import { LiveList } from '@/components/live/live-list';
import { histogramQuery, VIEWS } from '@/components/live/live-query';
import { liveRecord, parseOpen, printOpen, type OpenRecord } from '@/components/live/live-record';
import { LiveToolbar } from '@/components/live/live-toolbar';
import { mergeRecords } from '@/components/live/merge-records';
import { TraceReader } from '@/components/live/trace-reader';
import { useLivePages } from '@/components/live/use-live-pages';
import { useOpenTraces } from '@/components/live/use-open-traces';
import { FilterBar } from '@/components/records/filter-bar';
import { FilterSwitch } from '@/components/records/filter-switch';
import { ListFoot } from '@/components/records/list-foot';
import { ListState } from '@/components/records/list-state';
import { ERRORS, hasCondition, SLOW, withToggled } from '@/components/records/quick-filter';
import { RecordHistogram } from '@/components/records/record-histogram';
import { PageHeader } from '@/components/shell/page-header';
import { millis, nowMillis } from '@/lib/base/time';
import { formatDay } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { useNow } from '@/lib/client/now';
import { usePreference } from '@/lib/client/preference';
import { answerOptions } from '@/lib/client/queries';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const parseAsOpen = createParser<OpenRecord>({
  parse: (text) => parseOpen(text) ?? null,
  serialize: printOpen,
  eq: (one, other) => printOpen(one) === printOpen(other),
});

/** What happens now: a list of records that grows at its top, each of which opens into its trace. */
export function LivePage() {
  const { range, zone, zoom, unzoom, zoomed } = useTimeWindow();
  const link = useLink();
  const [text, setText] = useQueryState('q', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('tree').withOptions({ history: 'push' }));
  const [open, setOpen] = useQueryState('record', parseAsOpen);
  const [columns, setColumn] = useColumns();
  const [side, setSide] = usePreference('live-details', ['right', 'below']);
  const parsed = useMemo(() => parseFilter(text), [text]);
  const filter = parsed.ok ? parsed.value : undefined;

  const pages = useLivePages(filter, view, range, parsed.ok);
  const read = useMemo(
    () =>
      mergeRecords(
        pages.rows.map((row) => liveRecord(row, view)),
        [],
        undefined,
      ),
    [pages.rows, view],
  );
  const traces = useOpenTraces(read);
  const lines = useMemo(() => layLines(read, traces.below, zone, formatDay(nowMillis(), zone)), [read, traces.below, zone]);
  const running = read.some(({ row }) => row.signal === 'spans' && row.duration === '-1');
  const now = useNow(running);

  const spanCounts = useMemo(() => histogramQuery('spans', filter, range), [filter, range]);
  const logCounts = useMemo(() => histogramQuery('logs', filter, range), [filter, range]);
  const spanAnswer = useQuery({ ...answerOptions(spanCounts), enabled: parsed.ok });
  const logAnswer = useQuery({ ...answerOptions(logCounts), enabled: parsed.ok });
  const step = millis(spanCounts.frame.step);
  const bars = useMemo(() => liveBars([spanAnswer.data, logAnswer.data], step, undefined), [spanAnswer.data, logAnswer.data, step]);

  const apply = (next: string) => void setText(next === '' ? null : next);
  const isOpen = open !== null;
  const show = useCallback(
    // one step of the browser's history to open the details, none to go from record to record in them
    (next: OpenRecord | undefined) => void setOpen(next ?? null, { history: isOpen && next ? 'replace' : 'push' }),
    [setOpen, isOpen],
  );
  useShortcuts([
    { keys: 'x', label: 'Close all that is open', group: 'Live', run: traces.closeAll },
    ...(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: 'Live', run: unzoom }] : []),
    ...(isOpen ? [{ keys: 'Escape', label: 'Close the details', group: 'Live', run: () => show(undefined) }] : []),
  ]);
  const linkOf = (condition: Filter) =>
    link('/live', { q: printFilter(allOf(filter, condition)), ...(isOpen ? { record: printOpen(open) } : {}) });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Live" time share />
      <div className="flex shrink-0 flex-wrap items-start gap-1.5 border-b border-line px-4 py-2 max-md:px-3">
        <FilterBar signal="spans" page="Live" text={text} range={range} onApply={apply} />
        <div role="group" aria-label="Quick filters" className="flex h-[30px] items-center gap-1.5 max-md:w-full max-md:overflow-x-auto">
          {[
            { condition: ERRORS, label: 'Errors', says: 'Only records with an error' },
            { condition: SLOW, label: 'Slow', says: 'Only spans of a second or more' },
          ].map(({ condition, label, says }) => (
            <FilterSwitch
              key={label}
              on={hasCondition(filter, condition)}
              disabled={!parsed.ok}
              onClick={() => apply(printFilter(withToggled(filter, condition)))}
              says={says}
            >
              {label}
            </FilterSwitch>
          ))}
        </div>
      </div>
      <RecordHistogram
        bars={bars}
        kinds={BAR_KINDS}
        noun="record"
        answered={spanAnswer.data !== undefined}
        range={range}
        step={step}
        zone={zone}
        old={spanAnswer.isPlaceholderData}
        onZoom={zoom}
        onUnzoom={unzoom}
      />
      <div className={side === 'below' ? 'flex min-h-0 flex-1 flex-col' : 'flex min-h-0 flex-1 max-lg:flex-col'}>
        <section aria-label="List of records" className="flex min-h-0 min-w-0 flex-1 flex-col">
          {read.length === 0 ? (
            <ListState
              signal="spans"
              loading={pages.loading}
              problem={pages.error}
              filter={text}
              invalid={!parsed.ok}
              onRetry={pages.retry}
              onClear={() => apply('')}
            />
          ) : (
            <>
              <LiveToolbar
                shown={read.length}
                total={bars.total}
                fresh={0}
                held={undefined}
                onFresh={() => undefined}
                shed={0}
                onShed={() => undefined}
                warning={pages.refreshFailure}
                view={view}
                onView={(next) => void setView(next)}
                anyOpen={traces.opened.length > 0}
                onCloseAll={traces.closeAll}
                columns={columns}
                onColumn={setColumn}
                side={side}
                onSide={setSide}
              />
              {traces.opened.map(({ key, row }) => (
                <TraceReader
                  key={key}
                  recordKey={key}
                  traceId={row.traceId}
                  spanId={row.signal === 'spans' ? row.spanId : ''}
                  time={row.time}
                  grown={0}
                  onReading={traces.onReading}
                />
              ))}
              <LiveList
                // a new question starts at the top
                key={`${view} ${text}`}
                lines={lines}
                view={view}
                columns={columns}
                zone={zone}
                now={now}
                openText={isOpen ? printOpen(open) : ''}
                old={pages.old}
                hasMore={pages.hasMore && pages.moreFailure === undefined}
                onMore={pages.more}
                onToggle={traces.toggle}
                onOpen={show}
                onHover={() => undefined}
                onScrolled={() => undefined}
                round={0}
                foot={<ListFoot pages={pages} />}
              />
            </>
          )}
        </section>
        {isOpen && (
          <div
            className={
              side === 'below'
                ? 'contents lg:*:h-[46%] lg:*:w-full lg:*:border-t lg:*:border-l-0 lg:*:border-line-strong xl:*:w-full'
                : 'contents'
            }
          >
            <LiveDetails open={open} zone={zone} linkOf={linkOf} range={range} onClose={() => show(undefined)} />
          </div>
        )}
      </div>
    </div>
  );
}
