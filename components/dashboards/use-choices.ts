'use client';

import { parseAsArrayOf, parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { resolveChoices, tenantVariable } from '@/lib/dashboards/choices';
import type { Choices, Variable } from '@/lib/model/dashboard';

export interface DashboardChoices {
  /** What every variable stands for. */
  readonly choices: Choices;
  readonly choose: (name: string, values: readonly string[]) => void;
  /** The one tenant that the address narrows the dashboard to. */
  readonly tenant: string | undefined;
  readonly setTenant: (tenant: string | undefined) => void;
}

/**
 * A dashboard's choices: kept in the address as `var.service=api,worker`, else as `saved` for the workspace. `?tenant=acme` fixes
 * the tenant. `arrived`: the names of the metrics that have data; undefined while nobody knows.
 */
export function useChoices(variables: readonly Variable[], saved: Choices, arrived: ReadonlySet<string> | undefined): DashboardChoices {
  const parsers = useMemo(
    () => Object.fromEntries(variables.map(({ name }) => [`var.${name}`, parseAsArrayOf(parseAsString).withDefault([])])),
    [variables],
  );
  const [params, setParams] = useQueryStates(parsers, { history: 'push' });
  const [tenant, setTenantParam] = useQueryState('tenant', parseAsString.withOptions({ history: 'push' }));
  const choices = useMemo(() => {
    const chosen = Object.fromEntries(variables.map(({ name }) => [name, params[`var.${name}`] ?? []]));
    const fixed = tenant === null ? undefined : tenantVariable(variables);
    return resolveChoices(variables, fixed && tenant !== null ? { ...chosen, [fixed.name]: [tenant] } : chosen, saved, arrived);
  }, [variables, params, tenant, saved, arrived]);
  const choose = useCallback(
    (name: string, values: readonly string[]) => void setParams({ [`var.${name}`]: values.length === 0 ? null : [...values] }),
    [setParams],
  );
  const setTenant = useCallback((next: string | undefined) => void setTenantParam(next ?? null), [setTenantParam]);
  return { choices, choose, tenant: tenant ?? undefined, setTenant };
}
