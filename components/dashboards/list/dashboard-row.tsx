'use client';

import { clsx } from 'clsx';
import { Copy, Download, Ellipsis, FolderPen, Star, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { exportAddress } from '@/lib/client/dashboards';
import { useLink } from '@/lib/client/link';
import type { DashboardListing } from '@/lib/model/saved-dashboard';
import type { DashboardActions } from '@/components/dashboards/list/use-dashboard-actions';
import { SavedAt } from '@/components/records/saved-at';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/menu';

/** One dashboard of the list. */
export function DashboardRow({
  listing,
  actions,
  onTag,
  onDetails,
  onDuplicate,
}: {
  listing: DashboardListing;
  actions: DashboardActions;
  onTag: (tag: string) => void;
  onDetails: () => void;
  onDuplicate: () => void;
}) {
  const { slug, title, description, tags, favourite, may, savedAt, prebuilt, fault } = listing;
  const link = useLink();
  return (
    <tr className="group/row border-b border-line/60 text-sm focus-within:bg-hover hover:bg-hover">
      <td className="w-9 py-0 pl-3 max-md:pl-1">
        <IconButton
          label={favourite ? `${title} is a favourite: take it off` : `Make ${title} a favourite`}
          aria-pressed={favourite}
          size="small"
          onClick={() => actions.favour(listing)}
        >
          <Star size={13} aria-hidden className={clsx(favourite ? 'fill-current text-ember' : 'text-fg-3')} />
        </IconButton>
      </td>
      {/* takes what the others leave, and no more */}
      <td className="h-8 w-full max-w-0 py-0.5 pr-3">
        <div className="flex min-w-0 items-baseline gap-3 max-md:block">
          <Link
            href={link(`/dashboards/${slug}`)}
            data-dashboard={slug}
            className="max-w-full shrink-0 truncate text-base font-medium text-fg hover:text-ember max-md:block"
          >
            {title}
          </Link>
          <span className={clsx('min-w-0 truncate max-md:block', fault === undefined ? 'text-fg-3' : 'text-warn')}>
            {fault ?? description}
          </span>
        </div>
      </td>
      <td className="py-0 pr-3 max-lg:hidden">
        <span className="flex gap-1">
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              onClick={() => onTag(tag)}
              className="rounded border border-line px-1.5 text-xs whitespace-nowrap text-fg-2 hover:border-line-strong hover:text-fg"
            >
              {tag}
            </button>
          ))}
        </span>
      </td>
      <td className="w-36 py-0 pr-3 text-right whitespace-nowrap text-fg-3 max-md:hidden">
        {savedAt === undefined ? prebuilt ? 'prebuilt' : '' : <SavedAt at={savedAt} />}
      </td>
      <td className="w-10 py-0 pr-3 text-right max-md:pr-1">
        <DropdownMenu
          trigger={
            <IconButton label={`More on ${title}`} size="small">
              <Ellipsis size={14} aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Copy size={13} aria-hidden />} disabled={fault !== undefined} onSelect={onDuplicate}>
            Duplicate
          </MenuItem>
          {may.includes('edit') && (
            <MenuItem icon={<FolderPen size={13} aria-hidden />} disabled={fault !== undefined} onSelect={onDetails}>
              Rename, move, tag …
            </MenuItem>
          )}
          {fault === undefined && (
            <MenuItem asChild>
              <a href={exportAddress(slug)} download={`${slug}.json`}>
                <Download size={13} aria-hidden />
                Export JSON
              </a>
            </MenuItem>
          )}
          {may.includes('edit') && (
            <>
              <MenuSeparator />
              <MenuItem tone="error" icon={<Trash2 size={13} aria-hidden />} onSelect={() => actions.remove(listing)}>
                Delete
              </MenuItem>
            </>
          )}
        </DropdownMenu>
      </td>
    </tr>
  );
}
