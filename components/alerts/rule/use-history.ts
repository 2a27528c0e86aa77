'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { firingsOf } from '@/lib/alerts/activity';
import { groupText } from '@/lib/alerts/group-text';
import { changesOptions, deliveriesOptions } from '@/lib/client/alerts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertListing, Firing } from '@/lib/model/alert-api';
import type { Delivery } from '@/lib/model/alert-notification';
import type { AlertLabels, Change } from '@/lib/model/alert-state';
import type { CHANGE_KINDS } from '@/components/alerts/rule/change-text';

/** Most that is read at once; the lists say when there is more. */
const MOST_CHANGES = 5_000;
const MOST_DELIVERIES = 1_000;

export const FATES = ['sent', 'waiting', 'dead', 'silenced'] as const satisfies readonly Delivery['state'][];

/** What the lists are narrowed to; null: not. */
export interface Wanted {
  /** A group by its name. */
  readonly group: string | null;
  readonly kind: (typeof CHANGE_KINDS)[number] | null;
  readonly fate: (typeof FATES)[number] | null;
}

export interface Listed<Row> {
  /** Newest first. */
  readonly rows: readonly Row[];
  /** Something has come. */
  readonly ready: boolean;
  /** The rows are those of the question before. */
  readonly old: boolean;
  /** There are older ones that were not read. */
  readonly more: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

export interface History {
  /** Of the page's window. */
  readonly changes: Listed<Change>;
  readonly deliveries: Listed<Delivery>;
  /** When it really fired, from the beginning of the window on. */
  readonly firings: readonly Firing[];
  /** Names of all groups that are known. */
  readonly groups: readonly string[];
}

/** Whether a notification tells of the group of this name. */
function tellsOf({ notification: { firing, resolved } }: Delivery, group: string): boolean {
  return [...firing, ...resolved].some(({ labels }) => groupText(labels) === group);
}

/** What happened to a rule in the page's window, and what was sent of it. */
export function useHistory({ rule, state }: AlertListing, { group, kind, fate }: Wanted): History {
  const { range } = useTimeWindow();
  // up to now, whatever the window's end: what fired at its beginning is known by when it was over
  const changes = useQuery(changesOptions({ ruleId: rule.id, from: range.from, limit: MOST_CHANGES }));
  const deliveries = useQuery(deliveriesOptions({ ruleId: rule.id, limit: MOST_DELIVERIES }));
  const inWindow = useMemo(() => (changes.data ?? []).filter(({ at }) => at <= range.to), [changes.data, range.to]);
  const shownChanges = useMemo(
    () => inWindow.filter(({ labels, to }) => (group === null || groupText(labels) === group) && (kind === null || to === kind)),
    [inWindow, group, kind],
  );
  const shownDeliveries = useMemo(
    () =>
      (deliveries.data ?? []).filter(
        (delivery) => (group === null || tellsOf(delivery, group)) && (fate === null || delivery.state === fate),
      ),
    [deliveries.data, group, fate],
  );
  const firings = useMemo(
    () => firingsOf(rule, changes.data ?? [], range.from, state?.instances ?? []),
    [rule, changes.data, range.from, state],
  );
  const groups = useMemo(() => {
    const known: AlertLabels[] = [...(state?.instances ?? []), ...inWindow].map(({ labels }) => labels);
    const names = new Set(known.map(groupText).filter((name) => name !== ''));
    return [...names, ...(group !== null && !names.has(group) ? [group] : [])].toSorted((a, b) => (a < b ? -1 : 1));
  }, [state, inWindow, group]);
  return {
    changes: listed(changes, shownChanges, MOST_CHANGES),
    deliveries: listed(deliveries, shownDeliveries, MOST_DELIVERIES),
    firings,
    groups,
  };
}

interface Asked<Row> {
  readonly data: readonly Row[] | undefined;
  readonly error: Error | null;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => Promise<unknown>;
}

function listed<Row>({ data, error, isPlaceholderData, refetch }: Asked<Row>, rows: readonly Row[], most: number): Listed<Row> {
  return {
    rows,
    ready: data !== undefined,
    old: isPlaceholderData,
    more: (data?.length ?? 0) >= most,
    error,
    retry: () => void refetch(),
  };
}
