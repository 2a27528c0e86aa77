'use client';

import { BellOff, Copy, Download, Ellipsis, History, Pause, Play, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { rulesAddress } from '@/lib/client/alerts';
import { useLink } from '@/lib/client/link';
import type { AlertSummary } from '@/lib/model/alert-api';
import type { RuleActions } from '@/components/alerts/overview/use-rule-actions';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/menu';

/** What can be done with one rule of the list. */
export function RuleMenu({
  listing,
  actions,
  onSilence,
  onDuplicate,
}: {
  listing: AlertSummary;
  actions: RuleActions;
  onSilence: () => void;
  onDuplicate: () => void;
}) {
  const { rule } = listing;
  const link = useLink();
  return (
    <DropdownMenu
      trigger={
        <IconButton label={`More on ${rule.title}`} size="small">
          <Ellipsis size={14} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<BellOff size={13} aria-hidden />} onSelect={onSilence}>
        Silence …
      </MenuItem>
      <MenuItem
        icon={rule.paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
        onSelect={() => actions.pause([listing], !rule.paused)}
      >
        {rule.paused ? 'Resume' : 'Pause'}
      </MenuItem>
      <MenuItem asChild>
        <Link href={link(`/alerts/${rule.id}/history`)}>
          <History size={13} aria-hidden />
          History
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Copy size={13} aria-hidden />} onSelect={onDuplicate}>
        Duplicate
      </MenuItem>
      <MenuItem asChild>
        <a href={rulesAddress([rule.id])} download={`${rule.id}.yaml`}>
          <Download size={13} aria-hidden />
          Export YAML
        </a>
      </MenuItem>
      <MenuSeparator />
      <MenuItem tone="error" icon={<Trash2 size={13} aria-hidden />} onSelect={() => actions.remove(listing)}>
        Delete
      </MenuItem>
    </DropdownMenu>
  );
}
