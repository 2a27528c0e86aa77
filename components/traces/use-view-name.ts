'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';

/** The views of a trace, in the order of their tabs. */
export const VIEW_NAMES = ['waterfall', 'flame', 'statistics', 'logs', 'path'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** Which view of the trace is open, kept in the address. */
export function useViewName(): readonly [ViewName, (name: ViewName) => void] {
  const [name, setName] = useQueryState('view', parseAsStringLiteral(VIEW_NAMES).withDefault('waterfall').withOptions({ history: 'push' }));
  return [name, (next) => void setName(next)];
}
