'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import { SearchRow } from '@/components/records/search-row';
import { Failed } from '@/components/ui/failed';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { toastWithUndo } from '@/components/ui/undo-toast';
import { deleteSearch, savedSearchesOptions, saveSearch } from '@/lib/client/searches';
import type { SavedSearch, SearchPage } from '@/lib/model/saved-search';

/** The searches that everyone in the workspace sees on this page; each runs, and can be deleted. */
export function SavedSearches({ page, onRun }: { page: SearchPage; onRun: (filter: string) => void }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(savedSearchesOptions(page));
  const renew = () => client.invalidateQueries({ queryKey: savedSearchesOptions(page).queryKey });
  const attempt = (work: Promise<unknown>, failed: string, done?: () => void) =>
    void work
      .then(done, (cause: unknown) => void toast.error(failed, { description: cause instanceof Error ? cause.message : String(cause) }))
      .then(renew);
  const restore = ({ name, filter }: SavedSearch) => attempt(saveSearch({ name, page, filter }), 'The search was not brought back');
  const remove = (search: SavedSearch) =>
    attempt(deleteSearch(search.id), 'The search was not deleted', () =>
      toastWithUndo(`“${search.name}” is deleted`, () => restore(search)),
    );
  return (
    <section aria-labelledby="saved-searches">
      <h2 id="saved-searches" className="mb-1 text-xs text-fg-3">
        Saved for everyone
      </h2>
      {error ? (
        <Failed title="The saved searches could not be read" message={error.message} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton className="h-8" />
      ) : data.length === 0 ? (
        <p className="text-sm text-fg-3">None yet.</p>
      ) : (
        <ul>
          {data.map((search) => (
            <SearchRow
              key={search.id}
              name={search.name}
              filter={search.filter}
              onRun={onRun}
              end={
                <IconButton label={`Delete ${search.name}`} size="small" onClick={() => remove(search)}>
                  <Trash2 size={13} aria-hidden />
                </IconButton>
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
}
