'use client';

import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';

/** The name of the address's parameter: a dashboard's choice of environments has the same. */
export const ENVIRONMENT_PARAM = 'var.environment';

/** The chosen environments, kept in the address; none means all. */
export function useEnvironments() {
  return useQueryState(ENVIRONMENT_PARAM, parseAsArrayOf(parseAsString).withDefault([]).withOptions({ history: 'push' }));
}
