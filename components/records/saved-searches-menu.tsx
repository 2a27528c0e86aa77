'use client';

import { Bookmark, ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { RecentSearches } from '@/components/records/recent-searches';
import { SaveSearch } from '@/components/records/save-search';
import { SavedSearches } from '@/components/records/saved-searches';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import { noteRecent } from '@/lib/client/searches';
import type { SearchPage } from '@/lib/model/saved-search';

export interface SavedSearchesMenuProps {
  page: SearchPage;
  /** The text of the filter that is applied. */
  text: string;
  /** Whether it parses: another one is neither noted nor saved. */
  valid: boolean;
  onRun: (filter: string) => void;
}

/** A button with the searches that the workspace has saved for this page, and the last ones of this browser. */
export function SavedSearchesMenu({ page, text, valid, onRun }: SavedSearchesMenuProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (valid && text !== '') noteRecent(page, text);
  }, [page, text, valid]);
  const run = (filter: string) => {
    setOpen(false);
    onRun(filter);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      label="Saved and recent searches"
      className="w-96"
      trigger={
        <Button className="h-[30px]!">
          <Bookmark size={13} aria-hidden className="md:hidden" />
          <span className="max-md:sr-only">Saved</span>
          <ChevronDown size={13} aria-hidden className="text-fg-3 max-md:hidden" />
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <SaveSearch page={page} text={text} valid={valid} />
        <SavedSearches page={page} onRun={run} />
        <RecentSearches page={page} onRun={run} />
      </div>
    </Popover>
  );
}
