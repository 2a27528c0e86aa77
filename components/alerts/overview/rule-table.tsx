'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Zone } from '@/lib/client/format-time';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { AlertSummary, Sparklines } from '@/lib/model/alert-api';
import { columnWidths } from '@/components/alerts/overview/column-widths';
import { drawnGroups, linesOf } from '@/components/alerts/overview/rule-lines';
import type { RuleGroup } from '@/components/alerts/overview/rule-list';
import { RuleRow } from '@/components/alerts/overview/rule-row';
import { RuleTableHead } from '@/components/alerts/overview/rule-table-head';
import { NowProvider } from '@/components/alerts/overview/run-times';
import type { RuleActions } from '@/components/alerts/overview/use-rule-actions';

/** Height of a row on a wide page, in CSS pixels; those of a phone are measured. */
const ROW_HEIGHT = 33;
/** Rows kept ready above and below what is seen. */
const SPARE = 6;

export interface RuleTableProps {
  readonly groups: readonly RuleGroup[];
  readonly chosen: ReadonlySet<string>;
  /** Empty while they are not known. */
  readonly sparks: Sparklines;
  /** By id; undefined while they are not known. */
  readonly channelNames: ReadonlyMap<string, string> | undefined;
  readonly zone: Zone;
  readonly actions: RuleActions;
  readonly onChoose: (id: string) => void;
  readonly onChooseAll: (ids: readonly string[]) => void;
  readonly onSilence: (id: string) => void;
  readonly onDuplicate: (listing: AlertSummary) => void;
}

/** Rules in groups, a line each, of which only those that are seen are drawn; a line leads to its rule. */
export function RuleTable({ groups, chosen, sparks, channelNames, onChooseAll, ...row }: RuleTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(groups), [groups]);
  const { getVirtualItems, getTotalSize, scrollToIndex, measureElement } = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: SPARE,
    // the heading stays on top of the rows
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT,
  });
  const tells = useMemo(
    () =>
      new Map(
        groups.flatMap(({ listings }) =>
          listings.map(({ rule }) => [
            rule.id,
            channelNames && rule.tell.map(({ channel }) => channelNames.get(channel) ?? 'a deleted channel').join(', '),
          ]),
        ),
      ),
    [groups, channelNames],
  );
  const widths = useMemo(
    () =>
      columnWidths(
        groups.flatMap(({ listings }) => listings),
        [...tells.values()].map((text) => text || 'nobody'),
      ),
    [groups, tells],
  );
  const items = getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = getTotalSize() - (items.at(-1)?.end ?? 0);
  useRuleKeys(
    scroller,
    useMemo(() => lines.map((line) => (line.kind === 'rule' ? line.listing.rule.id : undefined)), [lines]),
    scrollToIndex,
  );
  return (
    <NowProvider>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto pb-16">
        <table aria-rowcount={lines.length + 1} className="w-full table-fixed border-collapse">
          <caption className="sr-only">Alert rules</caption>
          <RuleTableHead groups={groups} widths={widths} chosen={chosen} onChooseAll={onChooseAll} />
          <Unseen height={before} />
          {[
            ...drawnGroups(
              lines,
              items.map(({ index }) => index),
            ),
          ].map(([title, drawn]) => (
            <tbody key={title}>
              {drawn.map(({ index, line }) =>
                line.kind === 'heading' ? (
                  <tr key="heading" ref={measureElement} data-index={index} aria-rowindex={index + 2}>
                    {/* over the columns beside it without spanning them: how many there are depends on the width */}
                    <th scope="rowgroup" className="h-8 px-4 pt-2 text-left text-xs font-[550] whitespace-nowrap text-fg-3 max-md:px-2">
                      {title} <span className="font-normal">{line.count}</span>
                    </th>
                  </tr>
                ) : (
                  <RuleRow
                    key={line.listing.rule.id}
                    {...row}
                    listing={line.listing}
                    index={index}
                    measure={measureElement}
                    chosen={chosen.has(line.listing.rule.id)}
                    spark={sparks[line.listing.rule.id]}
                    channels={tells.get(line.listing.rule.id)}
                  />
                ),
              )}
            </tbody>
          ))}
          <Unseen height={after} />
        </table>
      </div>
    </NowProvider>
  );
}

/** The room of the rows that are not drawn. */
function Unseen({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden>
      <tr>
        <td className="p-0" style={{ height }} />
      </tr>
    </tbody>
  );
}

/** `j` and `k` move the focus along the titles of the rules, also to one that is not drawn yet: a title is a link, and Enter opens it. */
function useRuleKeys(
  scroller: React.RefObject<HTMLElement | null>,
  ids: readonly (string | undefined)[],
  scrollToIndex: (index: number) => void,
): void {
  /** Where the focus was last. */
  const cursor = useRef<string>(undefined);
  /** What gets it as soon as it is drawn. */
  const wanted = useRef<string>(undefined);
  const focusWanted = () => {
    if (wanted.current === undefined) return;
    const title = scroller.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(wanted.current)}"]`);
    if (!title) return;
    title.focus({ preventScroll: true });
    wanted.current = undefined;
  };
  useEffect(focusWanted);
  useEffect(() => {
    const list = scroller.current;
    const remember = ({ target }: FocusEvent) => {
      const row = target instanceof HTMLElement ? target.closest('tr')?.querySelector<HTMLElement>('[data-rule]') : undefined;
      if (row) cursor.current = row.dataset.rule;
    };
    list?.addEventListener('focusin', remember);
    return () => list?.removeEventListener('focusin', remember);
  }, [scroller]);
  const move = (step: 1 | -1) => {
    const rules = ids.flatMap((id, index) => (id === undefined ? [] : [{ id, index }]));
    const known = rules.findIndex(({ id }) => id === cursor.current);
    const next = rules[Math.min(rules.length - 1, Math.max(0, known === -1 ? 0 : known + step))];
    if (!next) return;
    cursor.current = next.id;
    wanted.current = next.id;
    scrollToIndex(next.index);
    focusWanted();
  };
  useShortcuts([
    { keys: 'j', label: 'Next rule', group: 'Alerts', run: () => move(1) },
    { keys: 'k', label: 'Previous rule', group: 'Alerts', run: () => move(-1) },
  ]);
}
