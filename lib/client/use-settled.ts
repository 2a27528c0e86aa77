'use client';

import { useEffect, useState } from 'react';

/** How long nothing has to change, e.g. by typing, before what is there is worth asking for, in ms. */
const PAUSE = 350;

/** `value` as it was when it had stayed the same for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
