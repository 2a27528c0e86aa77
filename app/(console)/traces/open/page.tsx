import type { Metadata } from 'next';
import { OpenFilePage } from '@/components/traces/open-file-page';

export const metadata: Metadata = { title: 'Open a trace' };

/** A trace from a file. */
export default function Page() {
  return <OpenFilePage />;
}
