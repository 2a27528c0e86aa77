'use client';

import { createParser, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback, useMemo, useState } from 'react';
import { BAR_KINDS } from '@/components/live/live-bars';
import { LiveBody } from '@/components/live/live-body';
import { DETAILS, LiveDetails } from '@/components/live/live-details';
import { LiveFilters } from '@/components/live/live-filters';
import { VIEWS } from '@/components/live/live-query';
import { parseOpen, printOpen, type OpenRecord } from '@/components/live/live-record';
import { LiveState } from '@/components/live/live-state';
import { keptPlace } from '@/components/live/live-place';
import { SeenBand } from '@/components/live/seen-band';
import { useLive } from '@/components/live/use-live';
import { useLiveHistogram } from '@/components/live/use-live-histogram';
import { useOpenTraces } from '@/components/live/use-open-traces';
import { useMovedRange } from '@/components/live/use-moved-range';
import { usePause } from '@/components/live/use-pause';
import { FacetSwitch, WithFacets } from '@/components/records/facet-panel';
import { FilterBar } from '@/components/records/filter-bar';
import { FilterLine } from '@/components/records/filter-line';
import { RecordHistogram } from '@/components/records/record-histogram';
import { SavedSearchesMenu } from '@/components/records/saved-searches-menu';
import { PANEL_ROW } from '@/components/records/side-panel';
import { PageHeader } from '@/components/shell/page-header';
import { MINUTE } from '@/lib/base/time';
import { useAhead } from '@/lib/client/lazy-part';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import { DEFAULT_WINDOW } from '@/lib/client/time-params';
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

const SIGNALS = ['spans', 'logs'] as const;

/** Why nothing moves in the list; undefined where it may. */
function holdReason(scrolled: boolean, hovered: boolean, opened: boolean): string | undefined {
  if (opened) return 'Held while something is open in the list.';
  if (scrolled) return 'Held while the list is scrolled.';
  return hovered ? 'Held while the pointer is over the list.' : undefined;
}

/** What happens now: a list of records that grows at its top, each of which opens into its trace. */
export function LivePage() {
  const { window, range, zone, zoom, unzoom, zoomed, setWindow } = useTimeWindow();
  const link = useLink();
  const [text, setText] = useQueryState('q', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('tree').withOptions({ history: 'push' }));
  const [open, setOpen] = useQueryState('record', parseAsOpen);
  const parsed = useMemo(() => parseFilter(text), [text]);
  const filter = parsed.ok ? parsed.value : undefined;
  const isOpen = open !== null;

  const [place] = useState(keptPlace);
  const traces = useOpenTraces(place?.open.keys() ?? []);
  const [scrolled, setScrolled] = useState(false);
  const [hovered, setHovered] = useState(false);
  const [paused, togglePause] = usePause();
  const held = holdReason(scrolled, hovered, isOpen || traces.keys.size > 0);
  const live = useLive({ filter, view, valid: parsed.ok, held: held !== undefined, paused });
  useAhead(DETAILS, live.pages.readAt > 0);
  const histogram = useLiveHistogram(filter, { window, range, following: live.following }, live, parsed.ok);

  const counted = useMovedRange(window, range, live.following, MINUTE);
  const apply = (next: string) => void setText(next === '' ? null : next);
  const refine = (next: Filter | undefined) => apply(printFilter(next));
  const show = useCallback(
    // one step of the browser's history to open the details, none to go from record to record in them
    (next: OpenRecord | undefined) => void setOpen(next ?? null, { history: isOpen && next ? 'replace' : 'push' }),
    [setOpen, isOpen],
  );
  useShortcuts([
    ...(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: 'Live', run: unzoom }] : []),
    ...(isOpen ? [{ keys: 'Escape', label: 'Close the details', group: 'Live', run: () => show(undefined) }] : []),
  ]);
  const linkOf = (condition: Filter) =>
    link('/live', { q: printFilter(allOf(filter, condition)), ...(isOpen ? { record: printOpen(open) } : {}) });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Live"
        note={<LiveState state={live.state} onPause={togglePause} onReconnect={live.reopen} onFollow={() => setWindow(DEFAULT_WINDOW)} />}
        time
        share
      />
      <FilterLine
        filter={
          <>
            <FacetSwitch page="Live" />
            <FilterBar signal="spans" page="Live" text={text} range={range} onApply={apply} />
          </>
        }
        switches={<LiveFilters filter={filter} disabled={!parsed.ok} onFilter={refine} />}
        searches={<SavedSearchesMenu page="live" text={text} valid={parsed.ok} onRun={apply} />}
      />
      <RecordHistogram
        {...histogram}
        behind={<SeenBand range={histogram.range} />}
        kinds={BAR_KINDS}
        noun="record"
        zone={zone}
        onZoom={zoom}
        onUnzoom={unzoom}
      />
      <WithFacets signals={SIGNALS} filter={filter} range={counted} disabled={!parsed.ok} wait={live.pages.unread} onFilter={refine}>
        <div className={PANEL_ROW}>
          <LiveBody
            live={live}
            traces={traces}
            place={place}
            text={text}
            valid={parsed.ok}
            onClear={() => apply('')}
            total={histogram.bars.total}
            held={paused ? 'Paused.' : held}
            view={view}
            onView={(next) => void setView(next)}
            openText={isOpen ? printOpen(open) : ''}
            onOpen={show}
            onHover={setHovered}
            onScrolled={setScrolled}
          />
          {isOpen && <LiveDetails open={open} zone={zone} linkOf={linkOf} range={range} onClose={() => show(undefined)} />}
        </div>
      </WithFacets>
    </div>
  );
}
