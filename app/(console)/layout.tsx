import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';

/** Every page of the console: navigation at the left, the page beside it. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <ConsoleShell>{children}</ConsoleShell>;
}
