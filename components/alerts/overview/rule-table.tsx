'use client';

import type { RefObject } from 'react';
import type { Zone } from '@/lib/client/format-time';
import type { AlertListing } from '@/lib/model/alert-api';
import type { RuleGroup } from '@/components/alerts/overview/rule-list';
import { RuleRow } from '@/components/alerts/overview/rule-row';
import { NowProvider } from '@/components/alerts/overview/run-times';
import type { RuleActions } from '@/components/alerts/overview/use-rule-actions';
import type { Spark } from '@/components/alerts/overview/use-sparklines';

const HEAD = 'h-8 pr-3 text-xs font-normal whitespace-nowrap text-fg-3';

/** Rules in groups, a line each; a line leads to its rule. */
export function RuleTable({
  groups,
  chosen,
  sparks,
  channelNames,
  zone,
  actions,
  tableRef,
  onChoose,
  onChooseAll,
  onSilence,
  onDuplicate,
}: {
  groups: readonly RuleGroup[];
  chosen: ReadonlySet<string>;
  sparks: ReadonlyMap<string, Spark>;
  /** By id; undefined while they are not known. */
  channelNames: ReadonlyMap<string, string> | undefined;
  zone: Zone;
  actions: RuleActions;
  tableRef: RefObject<HTMLTableElement | null>;
  onChoose: (id: string) => void;
  onChooseAll: (ids: readonly string[]) => void;
  onSilence: (id: string) => void;
  onDuplicate: (listing: AlertListing) => void;
}) {
  const ids = groups.flatMap(({ listings }) => listings.map(({ rule }) => rule.id));
  const all = ids.length > 0 && ids.every((id) => chosen.has(id));
  const some = ids.some((id) => chosen.has(id));
  return (
    <NowProvider>
      <table ref={tableRef} className="w-full border-collapse">
        <caption className="sr-only">Alert rules</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="h-8 w-10 min-w-10 pl-4 max-md:w-8 max-md:min-w-8 max-md:pl-2">
              <input
                type="checkbox"
                aria-label="Choose all rules that are shown"
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = some && !all;
                }}
                onChange={() => onChooseAll(all ? [] : ids)}
                className="block size-3.5 accent-(--ember)"
              />
            </th>
            <th scope="col" className={`${HEAD} text-left max-md:hidden`}>
              State
            </th>
            <th scope="col" className={`${HEAD} text-left`}>
              Rule
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Worst now
            </th>
            <th scope="col" className={`${HEAD} text-right max-md:hidden`}>
              Firing
            </th>
            <th scope="col" className={`${HEAD} text-left max-lg:hidden`}>
              Last 3 h
            </th>
            <th scope="col" className={`${HEAD} text-left max-xl:hidden`}>
              Tells
            </th>
            <th scope="col" className={`${HEAD} text-right max-lg:hidden`}>
              Ran · runs
            </th>
            <th scope="col" className={`${HEAD} text-right max-md:hidden`}>
              Since
            </th>
            <th scope="col" className={HEAD}>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title}>
            <tr>
              <th scope="rowgroup" colSpan={10} className="h-8 px-4 pt-2 text-left text-xs font-[550] text-fg-3 max-md:px-2">
                {group.title} <span className="font-normal">{group.listings.length}</span>
              </th>
            </tr>
            {group.listings.map((listing) => (
              <RuleRow
                key={listing.rule.id}
                listing={listing}
                chosen={chosen.has(listing.rule.id)}
                spark={sparks.get(listing.rule.id)}
                channels={
                  channelNames && listing.rule.tell.map(({ channel }) => channelNames.get(channel) ?? 'a deleted channel').join(', ')
                }
                zone={zone}
                actions={actions}
                onChoose={onChoose}
                onSilence={onSilence}
                onDuplicate={onDuplicate}
              />
            ))}
          </tbody>
        ))}
      </table>
    </NowProvider>
  );
}
