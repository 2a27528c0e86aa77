'use client';

import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Panel } from '@/lib/model/dashboard';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';

export type PanelAction = { readonly kind: 'edit' | 'duplicate' | 'remove' } | { readonly kind: 'transfer'; readonly section: number };

/** A panel as it is while the dashboard is edited: its picture, not to be touched, under a grip and the buttons that change it. */
export function EditPanel({
  panel,
  elsewhere,
  onAction,
  onMove,
  children,
}: {
  panel: Panel;
  elsewhere: readonly { readonly index: number; readonly title: string }[];
  onAction: (action: PanelAction) => void;
  /** Earlier or later in the order, where panels cannot be dragged. */
  onMove?: (by: -1 | 1) => void;
  children: ReactNode;
}) {
  const { title } = panel;
  return (
    <>
      <div inert className="h-full">
        {children}
      </div>
      <div
        data-part={onMove ? 'cover' : 'grip'}
        onDoubleClick={() => onAction({ kind: 'edit' })}
        className={onMove ? 'absolute inset-0 z-10' : 'absolute inset-0 z-10 cursor-grab rounded-lg active:cursor-grabbing'}
      />
      <div className="absolute top-1 right-1 z-20 flex rounded-md border border-line bg-raised opacity-0 group-focus-within/edit:opacity-100 group-hover/edit:opacity-100 group-focus/edit:opacity-100 has-data-[state=open]:opacity-100 max-lg:opacity-100 pointer-coarse:opacity-100">
        {onMove && (
          <>
            <IconButton label={`Move ${title} up`} size="small" onClick={() => onMove(-1)}>
              <ArrowUp size={13} aria-hidden />
            </IconButton>
            <IconButton label={`Move ${title} down`} size="small" onClick={() => onMove(1)}>
              <ArrowDown size={13} aria-hidden />
            </IconButton>
          </>
        )}
        <IconButton label={`Edit ${title}`} size="small" onClick={() => onAction({ kind: 'edit' })}>
          <Pencil size={13} aria-hidden />
        </IconButton>
        <DropdownMenu
          trigger={
            <IconButton label={`More on ${title}`} size="small">
              <Ellipsis size={14} aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Copy size={13} aria-hidden />} onSelect={() => onAction({ kind: 'duplicate' })}>
            Duplicate
          </MenuItem>
          {elsewhere.length > 0 && (
            <>
              <MenuSeparator />
              <MenuLabel>Move to</MenuLabel>
              {elsewhere.map((section) => (
                <MenuItem key={section.index} onSelect={() => onAction({ kind: 'transfer', section: section.index })}>
                  {section.title}
                </MenuItem>
              ))}
            </>
          )}
          <MenuSeparator />
          <MenuItem icon={<Trash2 size={13} aria-hidden />} tone="error" onSelect={() => onAction({ kind: 'remove' })}>
            Remove
          </MenuItem>
        </DropdownMenu>
      </div>
    </>
  );
}
