'use client';

import { createParser, useQueryState } from 'nuqs';
import { useCallback } from 'react';

/** On unless the address says otherwise. */
const parseAsShown = createParser<boolean>({ parse: (text) => text !== 'off', serialize: (on) => (on ? 'on' : 'off') })
  .withDefault(true)
  .withOptions({ history: 'push' });

/** Whether a page's charts shade when alerts fired: `alerts=off` in the address is not. */
export function useAlertBandsShown(): readonly [shown: boolean, show: (on: boolean) => void] {
  const [shown, setShown] = useQueryState('alerts', parseAsShown);
  const show = useCallback((on: boolean) => void setShown(on ? null : false), [setShown]);
  return [shown, show];
}
