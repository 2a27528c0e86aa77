import type { Metadata } from 'next';
import { NewDashboardPage } from '@/components/dashboards/edit/new-dashboard-page';
import { ok } from '@/lib/base/result';
import type { PageParams } from '@/lib/client/time-params';
import { copyOf, emptyDashboard, withPanelText } from '@/lib/dashboards/new-dashboard';
import { openDashboard } from '@/lib/server/dashboards';
import { services } from '@/lib/server/services';

export const metadata: Metadata = { title: 'New dashboard' };

/** A dashboard to be made: empty, a copy of another (`?copy=slug`), or with a panel that the address carries (`?panel=…`). */
export default async function Page({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { copy, panel } = await searchParams;
  const source = typeof copy === 'string' ? copy : '';
  const opened = source === '' ? undefined : await openDashboard(services().dashboards, source);
  const start = opened?.ok ? copyOf(opened.value.saved.dashboard) : emptyDashboard();
  const made = typeof panel === 'string' ? withPanelText(start, panel) : ok(start);
  const fault = made.ok ? (opened && !opened.ok ? opened.error.message : undefined) : made.error;
  const key = `${source} ${typeof panel === 'string' ? panel : ''}`.trim();
  return (
    <NewDashboardPage key={key} from={opened?.ok ? source : ''} draftKey={key} dashboard={made.ok ? made.value : start} fault={fault} />
  );
}
