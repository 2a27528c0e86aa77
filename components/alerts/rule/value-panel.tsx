'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { recordPath } from '@/lib/alerts/record-link';
import { DAY, HOUR, millis, type Millis } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { stepStart } from '@/lib/charts/grid';
import { ApiError } from '@/lib/client/api';
import { nameWindow } from '@/lib/client/window-name';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertRule } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';
import { firingShade } from '@/lib/alerts/firing-shade';
import { groupText } from '@/lib/alerts/group-text';
import { judgedModel } from '@/components/alerts/rule/judged-model';
import { judgedOptions } from '@/components/alerts/rule/judged-options';
import { TimeseriesChart } from '@/components/charts/timeseries-chart';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';

const LENGTHS: readonly (readonly [text: string, last: Millis])[] = [
  ['4 h', millis(4 * HOUR)],
  ['1 d', DAY],
  ['7 d', millis(7 * DAY)],
  ['30 d', millis(30 * DAY)],
];

/**
 * The values that the rule judges, over the page's window, with its levels and the times in which it fired. `firings`: those that
 * really were. `group`: only the one of that name.
 */
export function ValuePanel({
  rule,
  firings,
  group,
  now,
}: {
  rule: AlertRule;
  firings: readonly Firing[];
  group: string | null;
  now: Millis;
}) {
  const { window, range, setWindow, zone } = useTimeWindow();
  const router = useRouter();
  // who is told, and whether it is paused, changes nothing of what it finds
  const asked = useMemo((): AlertRule => ({ ...rule, tell: [], paused: false }), [rule]);
  const { data, error, isPlaceholderData, refetch } = useQuery(judgedOptions(asked, range));
  const shown = useMemo(
    () => data && { ...data, series: data.series.filter(({ labels }) => group === null || named(data.names, labels) === group) },
    [data, group],
  );
  const model = useMemo(() => shown && judgedModel(rule, shown, range, now), [rule, shown, range, now]);
  const shaded = useMemo(
    () => firings.filter(({ labels }) => group === null || groupText(labels) === group).map((firing) => firingShade(rule, firing, now)),
    [firings, group, rule, now],
  );
  const open = (step: number, labels: readonly string[] | undefined, value: number | null | undefined) => {
    if (!model || !data) return;
    const at = stepStart(model.grid, step + 1);
    const path = recordPath(rule, labels ? labelled(data.names, labels) : {}, value ?? null, { from: millis(at - rule.over), to: at });
    if (path !== undefined) router.push(path);
  };
  return (
    <Panel
      title="Values"
      className="mx-4 mt-3 h-60 shrink-0 max-md:mx-2 max-md:h-52"
      bodyClassName={clsx('transition-opacity duration-100', isPlaceholderData && 'opacity-50')}
      aria-busy={isPlaceholderData}
      note={
        data && data.groups > data.series.length
          ? `the worst ${formatInteger(data.series.length)} of ${formatInteger(data.groups)} groups`
          : undefined
      }
      actions={
        <span role="group" aria-label="Time range" className="flex gap-0.5">
          {LENGTHS.map(([text, last]) => {
            const chosen = 'last' in window && window.last === last;
            return (
              <Button
                key={text}
                size="small"
                variant="quiet"
                aria-pressed={chosen}
                aria-label={nameWindow({ last }, zone)}
                className={clsx(chosen && 'bg-hover! text-fg!')}
                onClick={() => setWindow({ last })}
              >
                {text}
              </Button>
            );
          })}
        </span>
      }
    >
      {error ? (
        <Failed
          title="The values could not be read"
          message={error.message}
          executed={error instanceof ApiError ? error.details.executed : undefined}
          onRetry={() => void refetch()}
        />
      ) : !model ? (
        <Skeleton className="h-full w-full" />
      ) : model.series.length === 0 ? (
        <EmptyState title="Nothing to judge in this window" hint="What the rule asks for has not come. Try a longer window." />
      ) : (
        <TimeseriesChart
          model={model}
          label={`Values of ${rule.title}`}
          markers={[]}
          shaded={shaded}
          note={shaded.length > 0 ? 'shaded: it fired' : undefined}
          onPick={(step, series) => open(step, series?.group?.labels, series?.values[step])}
        />
      )}
    </Panel>
  );
}

function labelled(names: readonly string[], labels: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name, index) => [name, labels[index] ?? '']));
}

function named(names: readonly string[], labels: readonly string[]): string {
  return groupText(labelled(names, labels));
}
