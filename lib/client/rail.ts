'use client';

import { usePreference } from '@/lib/client/preference';

/** Whether the navigation is folded to its icons. The width follows `data-rail` on the document: see the `folded:` variant. */
export function useRail(): { folded: boolean; toggle: () => void } {
  const [state, setState] = usePreference('hearth-rail', ['open', 'folded']);
  return { folded: state === 'folded', toggle: () => setState(state === 'folded' ? 'open' : 'folded') };
}
