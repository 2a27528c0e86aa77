'use client';

import { Bell, Code, Download, Ellipsis, Image, Link2, ListTree, Maximize2, Table2, TerminalSquare } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { csvOf, type Shown } from '@/lib/charts/csv';
import { download, fileName } from '@/lib/client/download';
import { useLink } from '@/lib/client/link';
import { PanelFigures } from '@/components/dashboards/panel-figures';
import { PanelQuery, type Ran } from '@/components/dashboards/panel-query';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';

/** Copies this page's address with the panel's anchor. */
function copyLink(id: string): void {
  const address = new URL(window.location.href);
  address.hash = id;
  navigator.clipboard.writeText(address.href).then(
    () => toast.success('Link copied'),
    () => toast.error('The browser did not let us copy the link'),
  );
}

/** The panel with this id as a picture, as it stands on the page. */
async function savePicture(id: string, title: string): Promise<void> {
  const element = document.getElementById(id);
  if (!element) return;
  try {
    // only who wants a picture loads what makes one
    const { toBlob } = await import('html-to-image');
    const backgroundColor = getComputedStyle(element).backgroundColor;
    const filter = (node: Node) => !(node instanceof HTMLElement && node.dataset.unpictured !== undefined);
    const picture = await toBlob(element, { backgroundColor, filter, pixelRatio: 2 });
    if (!picture) throw new Error('The picture is empty.');
    download(picture, fileName(title, 'png'));
  } catch (error) {
    toast.error(`The picture could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What can be done with a panel: see what it ran and its figures, go on in SQL, see its records, keep it, share it. */
export function PanelMenu({
  id,
  title,
  ran,
  records,
  alert,
  shown,
  onFull,
}: {
  id: string;
  title: string;
  ran: readonly Ran[];
  records: string | undefined;
  /** Where an alert on what the panel asks is set; undefined where nothing of it can be judged. */
  alert: string | undefined;
  /** The figures that are drawn, worked out when they are wanted; undefined while there are none. */
  shown: (() => Shown | undefined) | undefined;
  onFull: () => void;
}) {
  const [open, setOpen] = useState<'query' | Shown>();
  const link = useLink();
  const [first] = ran;
  const close = () => setOpen(undefined);
  const saveCsv = () => {
    const figures = shown?.();
    if (figures) download(new Blob([csvOf(figures)], { type: 'text/csv' }), fileName(title, 'csv'));
  };
  const rollups = [...new Set(ran.flatMap(({ rollup }) => rollup ?? []))];
  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton
            label={`More on ${title}`}
            size="small"
            data-unpictured
            className="absolute top-1.5 right-1.5 bg-panel! opacity-0 group-focus-within/panel:opacity-100 group-hover/panel:opacity-100 hover:bg-hover! data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis size={14} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Maximize2 size={13} aria-hidden />} onSelect={onFull}>
          Full screen
        </MenuItem>
        {records !== undefined && (
          <MenuItem asChild>
            <Link href={records}>
              <ListTree size={13} aria-hidden />
              See its records
            </Link>
          </MenuItem>
        )}
        <MenuItem icon={<Code size={13} aria-hidden />} disabled={ran.length === 0} onSelect={() => setOpen('query')}>
          View query
        </MenuItem>
        {first !== undefined && (
          <MenuItem asChild>
            <Link href={link('/sql', { q: first.executed })}>
              <TerminalSquare size={13} aria-hidden />
              Open in SQL
            </Link>
          </MenuItem>
        )}
        {alert !== undefined && (
          <MenuItem asChild>
            <Link href={alert}>
              <Bell size={13} aria-hidden />
              Set an alert
            </Link>
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<Table2 size={13} aria-hidden />} disabled={!shown} onSelect={() => setOpen(shown?.())}>
          Show figures
        </MenuItem>
        <MenuItem icon={<Download size={13} aria-hidden />} disabled={!shown} onSelect={saveCsv}>
          Download CSV
        </MenuItem>
        <MenuItem icon={<Image size={13} aria-hidden />} onSelect={() => void savePicture(id, title)}>
          Download PNG
        </MenuItem>
        <MenuItem icon={<Link2 size={13} aria-hidden />} onSelect={() => copyLink(id)}>
          Copy link
        </MenuItem>
        {ran.length > 0 && <MenuLabel>{rollups.length === 0 ? 'read from the records' : `from roll-ups: ${rollups.join(', ')}`}</MenuLabel>}
      </DropdownMenu>
      {open === 'query' && <PanelQuery title={title} ran={ran} onClose={close} />}
      {open !== undefined && open !== 'query' && <PanelFigures title={title} shown={open} onClose={close} />}
    </>
  );
}
