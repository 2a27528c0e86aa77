'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { useColumns } from '@/components/live/columns';
import { layLines } from '@/components/live/lines';
import { LiveList } from '@/components/live/live-list';
import type { View } from '@/components/live/live-query';
import type { LivePlace } from '@/components/live/live-place';
import type { OpenRecord } from '@/components/live/live-record';
import { LiveToolbar } from '@/components/live/live-toolbar';
import { TraceReader } from '@/components/live/trace-reader';
import type { Live } from '@/components/live/use-live';
import type { OpenTraces } from '@/components/live/use-open-traces';
import { ListFoot } from '@/components/records/list-foot';
import { ListState } from '@/components/records/list-state';
import { Button } from '@/components/ui/button';
import { nowMillis } from '@/lib/base/time';
import { formatDay } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';

export interface LiveBodyProps {
  live: Live;
  traces: OpenTraces;
  /** Where one was when one was here before. */
  place: LivePlace | undefined;
  /** The text of the filter, and whether it parses. */
  text: string;
  valid: boolean;
  onClear: () => void;
  /** All records that match. */
  total: number;
  /** Why the list is held; undefined where it is not. */
  held: string | undefined;
  view: View;
  onView: (view: View) => void;
  /** What the details show; '' where they are closed. */
  openText: string;
  onOpen: (open: OpenRecord | undefined) => void;
  onHover: (over: boolean) => void;
  onScrolled: (scrolled: boolean) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** The list with the line above it, or what stands in its place. */
export function LiveBody(props: LiveBodyProps) {
  const { live, traces, text, valid, onClear, view, openText, onOpen, onHover, onScrolled } = props;
  const { zone, window, refresh } = useTimeWindow();
  const [columns, setColumn] = useColumns();
  const [round, setRound] = useState(0);
  const question = `${view} ${text} ${JSON.stringify(window)}`;
  // until it is found again; another question has no such place
  const [sought, setSought] = useState(props.place && { question, place: props.place });
  const place = sought?.question === question ? sought.place : undefined;
  const { records, pages, grownBy } = live;
  const { keys, close, below: belowOf } = traces;

  const opened = useMemo(() => (keys.size === 0 ? [] : records.filter(({ key }) => keys.has(key))), [records, keys]);
  // a record that has left the list is no longer open in it
  const lost = !place && !pages.loading && !pages.old && opened.length < keys.size;
  useEffect(() => {
    if (lost) close(new Set(opened.map(({ key }) => key)));
  }, [lost, opened, close]);
  const below = useMemo(() => belowOf(opened), [belowOf, opened]);
  const lines = useMemo(() => layLines(records, below, zone, formatDay(nowMillis(), zone)), [records, below, zone]);
  const now = useNow(useMemo(() => records.some(({ row }) => row.signal === 'spans' && row.duration === '-1'), [records]));

  const empty = records.length === 0;
  useEffect(() => {
    // a list that is not there holds nothing
    if (!empty) return;
    onHover(false);
    onScrolled(false);
  }, [empty, onHover, onScrolled]);

  const placed = useCallback(() => setSought(undefined), []);
  const toTop = () => setRound((before) => before + 1);
  const showFresh = () => {
    live.release();
    toTop();
  };
  const readAnew = () => {
    refresh();
    toTop();
  };
  useShortcuts([
    { keys: 'x', label: 'Close all that is open', group: 'Live', run: () => close(NONE) },
    { keys: 'n', label: 'Show what is new', group: 'Live', run: showFresh },
  ]);
  if (empty) {
    return (
      <section aria-label="List of records" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ListState
          signal="spans"
          loading={pages.loading || (valid && pages.unread)}
          problem={pages.error}
          filter={text}
          invalid={!valid}
          onRetry={pages.retry}
          onClear={onClear}
        />
      </section>
    );
  }
  return (
    <section aria-label="List of records" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <LiveToolbar
        shown={records.length}
        total={props.total}
        fresh={live.fresh}
        held={props.held}
        onFresh={showFresh}
        shed={live.shed}
        onShed={readAnew}
        warning={pages.refreshFailure === undefined ? undefined : `could not be refreshed: ${pages.refreshFailure}`}
        view={view}
        onView={props.onView}
        anyOpen={keys.size > 0}
        onCloseAll={() => close(NONE)}
        columns={columns}
        onColumn={setColumn}
      />
      {opened.map(({ key, row }) => (
        <TraceReader
          key={key}
          recordKey={key}
          traceId={row.traceId}
          spanId={row.signal === 'spans' ? row.spanId : ''}
          time={row.time}
          grown={grownBy(row.traceId)}
          closed={traces.closed.get(key) ?? place?.open.get(key)}
          onReading={traces.onReading}
        />
      ))}
      <LiveList
        // a new question starts at the top
        key={question}
        lines={lines}
        view={view}
        columns={columns}
        zone={zone}
        now={now}
        openText={openText}
        place={place}
        onPlaced={placed}
        closed={traces.closed}
        old={live.old || (place !== undefined && pages.old)}
        hasMore={pages.hasMore && pages.moreFailure === undefined && !live.cut}
        onMore={pages.more}
        onToggle={traces.toggle}
        onOpen={onOpen}
        onHover={onHover}
        onScrolled={onScrolled}
        round={round}
        foot={live.cut ? <CutFoot onRead={readAnew} /> : <ListFoot pages={pages} shown={records.length} />}
      />
    </section>
  );
}

/** Below the last row, where so many came that older ones were dropped. */
function CutFoot({ onRead }: { onRead: () => void }) {
  return (
    <div className="flex h-10 items-center justify-center gap-2 text-xs text-fg-3">
      Older records made room for those that came.
      <Button size="small" onClick={onRead}>
        Read the list anew
      </Button>
    </div>
  );
}
