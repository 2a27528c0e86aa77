'use client';

import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { Choices, Variable } from '@/lib/model/dashboard';

/** A dashboard's choices, kept in the address as `var.service=api,worker`. */
export function useChoices(variables: readonly Variable[]): readonly [choices: Choices, choose: (name: string, values: string[]) => void] {
  const parsers = useMemo(
    () => Object.fromEntries(variables.map(({ name }) => [`var.${name}`, parseAsArrayOf(parseAsString).withDefault([])])),
    [variables],
  );
  const [params, setParams] = useQueryStates(parsers, { history: 'push' });
  const choices = useMemo(() => Object.fromEntries(variables.map(({ name }) => [name, params[`var.${name}`] ?? []])), [variables, params]);
  const choose = useCallback(
    (name: string, values: string[]) => void setParams({ [`var.${name}`]: values.length === 0 ? null : values }),
    [setParams],
  );
  return [choices, choose];
}
