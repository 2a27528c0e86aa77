/** What every file of tests begins with. */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** How long a test waits for something to come true, ms. */
    wait: number;
  }
}

// tests that draw components wait by their own library's measure for what appears
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: inject('wait') });
}
