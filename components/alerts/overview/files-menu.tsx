'use client';

import { Download, Ellipsis, Upload } from 'lucide-react';
import { useRef } from 'react';
import { toast } from 'sonner';
import { importRules, rulesAddress, useRenewAlerts } from '@/lib/client/alerts';
import type { ImportedRule } from '@/lib/model/alert-api';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';

/** Rules as a file: all of them to keep, or others to bring in. */
export function FilesMenu() {
  const input = useRef<HTMLInputElement>(null);
  const renew = useRenewAlerts();
  const bringIn = async (file: File) => {
    try {
      say(await importRules(await file.text()));
    } catch (cause) {
      toast.error(`${file.name} was not imported`, { description: cause instanceof Error ? cause.message : String(cause) });
    }
    await renew();
  };
  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton label="Import and export">
            <Ellipsis size={15} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Upload size={13} aria-hidden />} onSelect={() => input.current?.click()}>
          Import YAML …
        </MenuItem>
        <MenuItem asChild>
          <a href={rulesAddress()} download="alerts.yaml">
            <Download size={13} aria-hidden />
            Export all as YAML
          </a>
        </MenuItem>
      </DropdownMenu>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        aria-label="A file of rules"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // the same file can be chosen again
          event.target.value = '';
          if (file) void bringIn(file);
        }}
      />
    </>
  );
}

const WORDS: Readonly<Record<ImportedRule['outcome'], string>> = {
  made: 'new',
  saved: 'changed',
  unchanged: 'unchanged',
  refused: 'refused',
};

/** What became of the rules of a file: how many of each, and why some were refused. */
function say(imported: readonly ImportedRule[]): void {
  const counts = Object.entries(WORDS).flatMap(([outcome, word]) => {
    const count = imported.filter((rule) => rule.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const refused = imported.filter(({ outcome }) => outcome === 'refused');
  const title = `Rules of the file: ${counts.join(', ') || 'none'}`;
  if (refused.length === 0) toast.success(title);
  else toast.warning(title, { description: refused.map(({ id, message }) => `${id} ${message}`).join(' '), duration: 15_000 });
}
