'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { nowMillis, type Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { activityOptions } from '@/lib/client/alerts';
import { formatInstant, formatRange, type Zone } from '@/lib/client/format-time';
import type { ActivityBar, AlertSummary } from '@/lib/model/alert-api';
import { ACTIVITIES, ACTIVITY_NAMES, type Activity } from '@/components/alerts/overview/activities';
import { Select } from '@/components/ui/select';
import { Tooltip } from '@/components/ui/tooltip';

const length = (value: Millis) => formatUnit(value, 'milliseconds');

/** Small bars: how long rules fired, step by step. */
export function ActivityPanel({
  listings,
  activity,
  zone,
  onChange,
}: {
  /** For their titles. */
  listings: readonly AlertSummary[];
  activity: Activity;
  zone: Zone;
  onChange: (activity: Activity) => void;
}) {
  const kind = ACTIVITIES[activity];
  const { data, error } = useQuery(activityOptions(kind));
  const bars = data?.bars;
  const titles = useMemo(() => new Map(listings.map(({ rule }) => [rule.id, rule.title])), [listings]);
  const quiet = bars?.every(({ rules }) => rules.length === 0) ?? false;
  const most = Math.max(kind.step, ...(bars ?? []).map(({ critical, warn }) => critical + warn));
  return (
    <section aria-label="Activity" className="flex h-12 min-w-60 flex-1 items-end gap-2 max-md:w-full">
      {error && data === undefined ? (
        <p className="flex-1 self-center text-xs text-error">The activity could not be read: {error.message}</p>
      ) : (
        <ol aria-label={summary(bars, kind.name)} className="relative flex h-full min-w-0 flex-1 items-stretch gap-px">
          {quiet && (
            <li aria-hidden className="pointer-events-none absolute inset-0 flex items-center justify-center text-xs text-fg-3">
              {summary(bars, kind.name)}
            </li>
          )}
          {bars?.map((bar) => (
            <Tooltip key={bar.from} content={<BarText bar={bar} titles={titles} zone={zone} />}>
              <li className="flex min-w-0 flex-1 flex-col justify-end">
                <span className="sr-only">
                  {formatRange(bar.from, bar.to, zone)}: {bar.rules.length === 0 ? 'nothing fired' : lengths(bar)}
                </span>
                <span aria-hidden className="rounded-t-[1px] bg-error" style={{ height: share(bar.critical, most) }} />
                <span aria-hidden className="bg-warn" style={{ height: share(bar.warn, most) }} />
                <span aria-hidden className="h-px bg-line-strong" />
              </li>
            </Tooltip>
          ))}
        </ol>
      )}
      <div className="flex flex-col items-end gap-1">
        {data?.knownFrom !== undefined && (
          <span className="text-xs text-warn" title="There were more changes than are read at once.">
            known since {formatInstant(data.knownFrom, zone, nowMillis())}
          </span>
        )}
        <Select
          label="Activity of the last"
          value={activity}
          onChange={onChange}
          options={ACTIVITY_NAMES.map((value) => ({ value, label: ACTIVITIES[value].name }))}
        />
      </div>
    </section>
  );
}

/** At least a pixel and a half of what is not nothing. */
function share(part: Millis, most: number): string {
  return part === 0 ? '0' : `max(2px, ${(part / most) * 100}%)`;
}

function lengths({ critical, warn }: ActivityBar): string {
  const parts = [critical > 0 ? `${length(critical)} critical` : '', warn > 0 ? `${length(warn)} warning` : ''];
  return parts.filter((part) => part !== '').join(', ');
}

function summary(bars: readonly ActivityBar[] | undefined, name: string): string {
  const busy = bars?.filter(({ rules }) => rules.length > 0).length ?? 0;
  const last = name.replace(/^1 /, '');
  return busy === 0 ? `Nothing fired in the last ${last}` : `How long rules fired in the last ${last}`;
}

function BarText({ bar, titles, zone }: { bar: ActivityBar; titles: ReadonlyMap<string, string>; zone: Zone }) {
  return (
    <>
      <span className="block text-fg-2">{formatRange(bar.from, bar.to, zone)}</span>
      {bar.rules.length === 0 ? 'nothing fired' : lengths(bar)}
      {bar.rules.slice(0, 4).map((id) => (
        <span key={id} className="block text-fg-2">
          {titles.get(id) ?? id}
        </span>
      ))}
      {bar.rules.length > 4 && <span className="block text-fg-3">and {bar.rules.length - 4} more</span>}
    </>
  );
}
