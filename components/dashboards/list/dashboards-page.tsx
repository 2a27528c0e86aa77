'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Plus, Search, Upload } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { foldersOf, groupListings, tagsOf } from '@/lib/dashboards/listing';
import { dashboardsOptions } from '@/lib/client/dashboards';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { DashboardListing } from '@/lib/model/saved-dashboard';
import { ImportDialog } from '@/components/dashboards/import/import-dialog';
import { DashboardRow } from '@/components/dashboards/list/dashboard-row';
import { DetailsDialog } from '@/components/dashboards/list/details-dialog';
import { useDashboardActions } from '@/components/dashboards/list/use-dashboard-actions';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';

const PARAMS = { q: parseAsString.withDefault(''), tag: parseAsArrayOf(parseAsString).withDefault([]) };

/** Every dashboard: found by words and tags, in groups, and what can be done with each. `initial`: as the server listed them. */
export function DashboardsPage({ initial }: { initial: readonly DashboardListing[] }) {
  // what the rail asked for a while ago may be older than this page
  const { data: listings } = useQuery({ ...dashboardsOptions(), initialData: [...initial], refetchOnMount: 'always' });
  const [{ q, tag: tags }, setParams] = useQueryStates(PARAMS, { history: 'replace' });
  const [described, setDescribed] = useState<DashboardListing>();
  const [importing, setImporting] = useState(false);
  const actions = useDashboardActions();
  const router = useRouter();
  const link = useLink();
  const search = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLTableElement>(null);
  const groups = groupListings(listings, { text: q, tags });
  const toggleTag = (tag: string) => {
    const next = tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag];
    void setParams({ tag: next.length === 0 ? null : next });
  };
  /** Moves the focus along the titles: a title is a link, and Enter opens it. */
  const move = (by: 1 | -1) => {
    const titles = [...(rows.current?.querySelectorAll<HTMLElement>('[data-dashboard]') ?? [])];
    const row = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-dashboard]');
    const at = row ? titles.indexOf(row) + by : 0;
    titles[Math.min(titles.length - 1, Math.max(0, at))]?.focus();
  };
  useShortcuts([
    { keys: '/', label: 'Search dashboards', group: 'Dashboards', run: () => search.current?.querySelector('input')?.focus() },
    { keys: 'j', label: 'Next dashboard', group: 'Dashboards', run: () => move(1) },
    { keys: 'k', label: 'Previous dashboard', group: 'Dashboards', run: () => move(-1) },
    { keys: 'n', label: 'New dashboard', group: 'Dashboards', run: () => router.push(link('/dashboards/new')) },
  ]);
  const duplicate = async (listing: DashboardListing) => {
    const copy = await actions.duplicate(listing);
    if (!copy) return;
    const open = () => router.push(link(`/dashboards/${copy.dashboard.slug}`));
    toast.success(`${copy.dashboard.title} is there`, { action: { label: 'Open', onClick: open } });
  };
  return (
    <>
      <PageHeader title="Dashboards">
        <Button onClick={() => setImporting(true)}>
          <Upload size={13} aria-hidden />
          Import
        </Button>
        <Button asChild variant="primary">
          <Link href={link('/dashboards/new')}>
            <Plus size={13} aria-hidden />
            New
          </Link>
        </Button>
      </PageHeader>
      <div ref={search} className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-4 py-2 max-md:px-2">
        <Input
          label="Search dashboards"
          type="search"
          icon={<Search size={13} aria-hidden />}
          end={<Kbd>/</Kbd>}
          placeholder="Title, folder, tag …"
          className="w-72 max-md:w-full"
          value={q}
          onChange={(event) => void setParams({ q: event.target.value === '' ? null : event.target.value })}
        />
        <div role="group" aria-label="Tags" className="flex flex-wrap gap-1">
          {tagsOf(listings).map(({ tag, count }) => (
            <Button
              key={tag}
              size="small"
              aria-pressed={tags.includes(tag)}
              className={clsx(tags.includes(tag) && 'border-ember! bg-ember-soft! text-fg!')}
              onClick={() => toggleTag(tag)}
            >
              {tag} <span className="text-fg-3">{count}</span>
            </Button>
          ))}
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {groups.length === 0 ? (
          <EmptyState
            title="No dashboard is called that"
            hint={tags.length > 0 ? 'Try fewer tags, or another word.' : 'Try another word.'}
            action={<Button onClick={() => void setParams({ q: null, tag: null })}>Show all</Button>}
          />
        ) : (
          <table ref={rows} className="w-full border-collapse">
            <caption className="sr-only">Dashboards</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">Favourite</th>
                <th scope="col">Title</th>
                <th scope="col">Tags</th>
                <th scope="col">Last saved</th>
                <th scope="col">Actions</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.title}>
                <tr>
                  <th scope="rowgroup" colSpan={5} className="h-8 px-4 pt-2 text-left text-xs font-[550] text-fg-3 max-md:px-2">
                    {group.title} <span className="font-normal">{group.listings.length}</span>
                  </th>
                </tr>
                {group.listings.map((listing) => (
                  <DashboardRow
                    key={listing.slug}
                    listing={listing}
                    actions={actions}
                    onTag={toggleTag}
                    onDetails={() => setDescribed(listing)}
                    onDuplicate={() => void duplicate(listing)}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
        {listings.every(({ prebuilt }) => prebuilt) && (
          <p className="px-4 py-3 text-sm text-fg-3 max-md:px-2">
            None of your own yet. Duplicate one of these, start an empty one, or import a file.
          </p>
        )}
      </div>
      <DetailsDialog listing={described} folders={foldersOf(listings)} onSave={actions.describe} onClose={() => setDescribed(undefined)} />
      <ImportDialog open={importing} onOpenChange={setImporting} />
    </>
  );
}
