'use client';

import { PageHeader } from '@/components/shell/page-header';

/** How to send telemetry here, and whether any arrives. */
export function ConnectPage() {
  return <PageHeader title="Connect" />;
}
