'use client';

import { createParser, useQueryState } from 'nuqs';
import { useCallback } from 'react';

const parseAsOne = createParser<boolean>({ parse: (text) => text === '1', serialize: (on) => (on ? '1' : '0') })
  .withDefault(false)
  .withOptions({ history: 'push' });

/** A switch in the address: `?name=1` is on, anything else is off. */
export function useSwitch(name: string): readonly [on: boolean, turn: (on: boolean) => void] {
  const [on, setOn] = useQueryState(name, parseAsOne);
  const turn = useCallback((next: boolean) => void setOn(next ? true : null), [setOn]);
  return [on, turn];
}

/** Whether the page is shown on a screen that nobody sits at: without rail and header. */
export function useKiosk(): readonly [kiosk: boolean, setKiosk: (on: boolean) => void] {
  return useSwitch('kiosk');
}
