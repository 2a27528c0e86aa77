'use client';

import { Copy, Download, Ellipsis, Expand, History, MonitorUp, Pencil, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { useAlertBandsShown } from '@/lib/client/alert-bands';
import { exportAddress } from '@/lib/client/dashboards';
import { useLink } from '@/lib/client/link';
import { useKiosk } from '@/lib/client/switch';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { HistoryDialog } from '@/components/dashboards/history/history-dialog';
import { TenantDialog } from '@/components/dashboards/tenant-dialog';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuCheckboxItem, MenuItem, MenuSeparator } from '@/components/ui/menu';

function fullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  change.catch(() => toast.error('The browser did not let us fill the screen'));
}

/** What else can be done with a dashboard. */
export function DashboardMenu({
  saved,
  onEdit,
  onTenant,
}: {
  saved: SavedDashboard;
  onEdit: (() => void) | undefined;
  onTenant: (tenant: string) => void;
}) {
  const { slug, title } = saved.dashboard;
  const [, setKiosk] = useKiosk();
  const [bands, showBands] = useAlertBandsShown();
  const [tenants, setTenants] = useState(false);
  const [history, setHistory] = useState(false);
  const router = useRouter();
  const link = useLink();
  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton label="More">
            <Ellipsis size={15} aria-hidden />
          </IconButton>
        }
      >
        {onEdit && (
          <MenuItem icon={<Pencil size={13} aria-hidden />} onSelect={onEdit}>
            Edit
          </MenuItem>
        )}
        <MenuItem icon={<Copy size={13} aria-hidden />} onSelect={() => router.push(link('/dashboards/new', { copy: slug }))}>
          Duplicate
        </MenuItem>
        {!saved.dashboard.prebuilt && (
          <MenuItem icon={<History size={13} aria-hidden />} onSelect={() => setHistory(true)}>
            History
          </MenuItem>
        )}
        <MenuItem icon={<Users size={13} aria-hidden />} onSelect={() => setTenants(true)}>
          Link for one tenant…
        </MenuItem>
        <MenuItem asChild>
          <a href={exportAddress(slug)} download={`${slug}.json`}>
            <Download size={13} aria-hidden />
            Export JSON
          </a>
        </MenuItem>
        <MenuSeparator />
        <MenuCheckboxItem checked={bands} onCheckedChange={showBands}>
          When alerts fired
        </MenuCheckboxItem>
        <MenuItem icon={<Expand size={13} aria-hidden />} onSelect={fullScreen}>
          Full screen
        </MenuItem>
        <MenuItem icon={<MonitorUp size={13} aria-hidden />} hint="Esc leaves" onSelect={() => setKiosk(true)}>
          Kiosk
        </MenuItem>
      </DropdownMenu>
      <HistoryDialog saved={saved} open={history} onOpenChange={setHistory} />
      <TenantDialog title={title} open={tenants} onOpenChange={setTenants} onOpen={onTenant} />
    </>
  );
}
