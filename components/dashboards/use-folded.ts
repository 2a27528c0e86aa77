'use client';

import { parseAsArrayOf, parseAsInteger, useQueryState } from 'nuqs';
import { useCallback } from 'react';
import type { Section } from '@/lib/model/dashboard';

const parseAsIndexes = parseAsArrayOf(parseAsInteger).withDefault([]).withOptions({ history: 'replace' });

/** Which sections are folded: as the dashboard says, but for those that the address lists (`?fold=0,2`), which are the other way round. */
export function useFolded(sections: readonly Section[]): {
  readonly isFolded: (index: number) => boolean;
  readonly fold: (index: number, folded: boolean) => void;
} {
  const [turned, setTurned] = useQueryState('fold', parseAsIndexes);
  const isFolded = (index: number) => (sections[index]?.folded ?? false) !== turned.includes(index);
  const fold = useCallback(
    (index: number, folded: boolean) => {
      const others = turned.filter((each) => each !== index);
      const next = (sections[index]?.folded ?? false) === folded ? others : [...others, index].sort((a, b) => a - b);
      void setTurned(next.length === 0 ? null : next);
    },
    [sections, turned, setTurned],
  );
  return { isFolded, fold };
}
