'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback } from 'react';
import { COMPARES, type Compare } from '@/lib/query/compare';

export type { Compare } from '@/lib/query/compare';

const parser = parseAsStringLiteral(COMPARES).withDefault('none').withOptions({ history: 'push' });

/** What the page's charts and statistics are compared with, kept in the address as `compare=day`. */
export function useCompare(): readonly [compare: Compare, setCompare: (compare: Compare) => void] {
  const [compare, setParam] = useQueryState('compare', parser);
  const setCompare = useCallback((next: Compare) => void setParam(next === 'none' ? null : next), [setParam]);
  return [compare, setCompare];
}
