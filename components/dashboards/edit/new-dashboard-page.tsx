'use client';

import { useState } from 'react';
import type { Dashboard } from '@/lib/model/dashboard';
import { DashboardEditor } from '@/components/dashboards/edit/dashboard-editor';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { Failed } from '@/components/ui/failed';

/** The editor on a dashboard that is not saved yet. `fault`: why what the address asked for is not in it. */
export function NewDashboardPage({
  dashboard,
  from,
  draftKey,
  fault,
}: {
  dashboard: Dashboard;
  from: string;
  /** What tells this beginning from others: its draft is kept by that. */
  draftKey: string;
  fault: string | undefined;
}) {
  const [anyway, setAnyway] = useState(false);
  if (fault !== undefined && !anyway) {
    return (
      <>
        <PageHeader title="New dashboard" />
        <div className="grid flex-1 content-center justify-items-center gap-2">
          <Failed title="This dashboard cannot be begun like that" message={fault} className="h-auto! whitespace-pre-line" />
          <Button onClick={() => setAnyway(true)}>Begin without it</Button>
        </div>
      </>
    );
  }
  return <DashboardEditor start={{ kind: 'new', dashboard, from, draftKey }} onLeave={() => undefined} />;
}
