'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { firingsOf } from '@/lib/alerts/activity';
import { firingShade } from '@/lib/alerts/firing-shade';
import { isAbout, isWithin, narrowedTo } from '@/lib/alerts/panel-firings';
import type { TimeRange } from '@/lib/base/time';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import { useAlertBandsShown } from '@/lib/client/alert-bands';
import { firingGroupsOptions, changesOptions } from '@/lib/client/alerts';
import { useLink } from '@/lib/client/link';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Change } from '@/lib/model/alert-state';
import type { Choices, Dashboard } from '@/lib/model/dashboard';

/** Most changes that are read for the bands of a page. */
const MOST = 5_000;

/**
 * When alerts fired, by the id of the panel that shows it: of rules about the records that the panel draws, and of the services or
 * tenants that the dashboard is narrowed to. One request for all panels; none while they are not shown. Empty while unknown, or where
 * they cannot be read: the bands are an extra.
 */
export function useAlertBands(
  { sections, variables }: Dashboard,
  choices: Choices,
  tenant: string | undefined,
  range: TimeRange,
): ReadonlyMap<string, readonly ShadedTime[]> {
  const [enabled] = useAlertBandsShown();
  const { refreshedAt } = useTimeWindow();
  const link = useLink();
  // the page's refresh asks anew, and nothing else
  const { data: listings } = useQuery({ ...firingGroupsOptions(), enabled, refetchInterval: false });
  const { data: changes } = useQuery({ ...changesOptions({ from: range.from, limit: MOST }), enabled, refetchInterval: false });
  const changesOf = useMemo(() => {
    const byRule = new Map<string, Change[]>();
    for (const change of changes ?? []) {
      const known = byRule.get(change.ruleId);
      if (known) known.push(change);
      else byRule.set(change.ruleId, [change]);
    }
    return byRule;
  }, [changes]);
  const fired = useMemo(() => {
    if (!enabled || !listings || !changes) return [];
    const narrowed = narrowedTo(variables, choices, tenant);
    return listings.flatMap(({ rule, state }) => {
      const firings = firingsOf(rule, changesOf.get(rule.id) ?? [], range.from, state?.instances ?? []);
      const href = link(`/alerts/${rule.id}/history`);
      const shades = firings
        .filter(({ labels }) => isWithin(labels, narrowed))
        .map((firing) => ({ ...firingShade(rule, firing, refreshedAt, rule.title), href }));
      return shades.length > 0 ? [{ rule, shades }] : [];
    });
  }, [enabled, listings, changes, changesOf, variables, choices, tenant, range.from, refreshedAt, link]);
  return useMemo(
    () =>
      new Map(
        sections
          .flatMap(({ panels }) => panels)
          .map((panel) => [panel.id, fired.filter(({ rule }) => isAbout(rule, panel, choices)).flatMap(({ shades }) => shades)] as const)
          .filter(([, shades]) => shades.length > 0),
      ),
    [sections, choices, fired],
  );
}
