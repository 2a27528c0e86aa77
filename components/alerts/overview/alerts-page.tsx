'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Plus, Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import { channelsOptions } from '@/lib/client/alert-channels';
import { alertsOptions, sparklinesOptions } from '@/lib/client/alerts';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertSummary, Sparklines } from '@/lib/model/alert-api';
import { ACTIVITY_NAMES } from '@/components/alerts/overview/activities';
import { ActivityPanel } from '@/components/alerts/overview/activity-panel';
import { AlertSections } from '@/components/alerts/overview/alert-sections';
import { BulkBar } from '@/components/alerts/overview/bulk-bar';
import { FilesMenu } from '@/components/alerts/overview/files-menu';
import { groupRules, keepWanted, labelNames } from '@/components/alerts/overview/rule-list';
import { RuleTable } from '@/components/alerts/overview/rule-table';
import { TileBar } from '@/components/alerts/overview/tile-bar';
import { countTiles, TILES } from '@/components/alerts/overview/tiles';
import { useFoundRules } from '@/components/alerts/overview/use-found-rules';
import { useRuleActions } from '@/components/alerts/overview/use-rule-actions';
import { WatchBanner } from '@/components/alerts/overview/watch-banner';
import { SilenceDialog } from '@/components/alerts/silences/silence-dialog';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';

const PARAMS = {
  q: parseAsString.withDefault(''),
  show: parseAsStringLiteral(TILES),
  /** The label to group by; by state without one. */
  by: parseAsString,
  activity: parseAsStringLiteral(ACTIVITY_NAMES).withDefault('1d'),
};
const BY_STATE = 'state';
const NONE: readonly AlertSummary[] = [];
const NO_LINES: Sparklines = {};

/** Every rule: what fires, what it is held against, and what can be done about it. */
export function AlertsPage() {
  const { data: listings, error, refetch } = useQuery(alertsOptions());
  const { data: channels } = useQuery(channelsOptions());
  const { zone } = useTimeWindow();
  const { data: sparks = NO_LINES } = useQuery(sparklinesOptions());
  const [{ q, show, by, activity }, setParams] = useQueryStates(PARAMS, { history: 'replace' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [silencing, setSilencing] = useState<readonly string[]>();
  const actions = useRuleActions();
  const router = useRouter();
  const link = useLink();
  const search = useRef<HTMLInputElement>(null);

  const { found, old, error: searchError } = useFoundRules(q);
  const groups = useMemo(() => groupRules(keepWanted(listings ?? NONE, show, found), by), [listings, show, found, by]);
  const channelNames = useMemo(() => channels && new Map(channels.map(({ id, name }) => [id, name])), [channels]);
  const chosenListings = useMemo(() => (listings ?? NONE).filter(({ rule }) => chosen.has(rule.id)), [listings, chosen]);
  const choose = useCallback((id: string) => setChosen((before) => toggled(before, id)), []);
  const silenceOne = useCallback((id: string) => setSilencing([id]), []);
  const duplicate = async (listing: AlertSummary) => {
    const copy = await actions.duplicate(listing);
    if (!copy) return;
    const open = () => router.push(link(`/alerts/${copy.rule.id}`));
    toast.success(`${copy.rule.title} is there, paused`, { action: { label: 'Open', onClick: open } });
  };

  /** The rule whose row has the focus. */
  const focused = () => document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-rule]')?.dataset.rule;
  const silence = () => {
    const id = focused();
    if (chosenListings.length > 0) setSilencing(chosenListings.map(({ rule }) => rule.id));
    else if (id !== undefined) setSilencing([id]);
  };
  const group = 'Alerts';
  useShortcuts([
    { keys: '/', label: 'Search rules', group, run: () => search.current?.focus() },
    { keys: 'x', label: 'Choose the rule', group, run: () => { const id = focused(); if (id !== undefined) choose(id); } }, // prettier-ignore
    { keys: 's', label: 'Silence the rule, or the chosen ones', group, run: silence },
    { keys: 'Escape', label: 'Choose none', group, run: () => setChosen(new Set()) },
    { keys: 'n', label: 'New rule', group, run: () => router.push(link('/alerts/new')) },
  ]);
  const labels = labelNames(listings ?? NONE);
  return (
    <>
      <PageHeader title="Alerts" note={<AlertSections here="/alerts" />}>
        <FilesMenu />
        <Button asChild variant="primary">
          <Link href={link('/alerts/new')}>
            <Plus size={13} aria-hidden />
            <span>
              New<span className="max-md:hidden"> rule</span>
            </span>
          </Link>
        </Button>
      </PageHeader>
      <WatchBanner />
      <div className="flex shrink-0 flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-2 max-md:px-2">
        <TileBar counts={listings && countTiles(listings)} shown={show} onShow={(tile) => void setParams({ show: tile })} />
        <ActivityPanel
          listings={listings ?? NONE}
          activity={activity}
          zone={zone}
          onChange={(next) => void setParams({ activity: next })}
        />
      </div>
      <div className="flex shrink-0 items-center gap-1.5 border-b border-line px-4 py-2 max-md:px-2">
        <Input
          ref={search}
          label="Search rules"
          type="search"
          icon={<Search size={13} aria-hidden />}
          end={<Kbd>/</Kbd>}
          placeholder="Title, label, group …"
          className="w-72 max-md:flex-1"
          value={q}
          onChange={(event) => void setParams({ q: event.target.value === '' ? null : event.target.value })}
        />
        <Select
          label="by"
          showLabel
          value={by ?? BY_STATE}
          onChange={(next) => void setParams({ by: next === BY_STATE ? null : next })}
          options={[...new Set([BY_STATE, ...labels, ...(by === null ? [] : [by])])].map((name) => ({ value: name, label: name }))}
        />
      </div>
      {listings && error && (
        <p role="status" className="shrink-0 border-b border-line px-4 py-1 text-xs text-error max-md:px-2">
          Could not be refreshed: {error.message}
        </p>
      )}
      {searchError && (
        <p role="status" className="shrink-0 border-b border-line px-4 py-1 text-xs text-error max-md:px-2">
          The search failed: {searchError.message}
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div
          aria-busy={listings === undefined || old}
          className={clsx('flex min-h-0 flex-1 flex-col transition-opacity duration-150', old && 'opacity-50')}
        >
          {listings === undefined ? (
            error ? (
              <Failed title="The rules could not be read" message={error.message} onRetry={() => void refetch()} />
            ) : (
              <Skeleton className="m-4 h-64" />
            )
          ) : groups.length === 0 ? (
            <NoRules filtered={listings.length > 0} onClear={() => void setParams({ q: null, show: null })} />
          ) : (
            <RuleTable
              groups={groups}
              chosen={chosen}
              sparks={sparks}
              channelNames={channelNames}
              zone={zone}
              actions={actions}
              onChoose={choose}
              onChooseAll={(ids) => setChosen(new Set(ids))}
              onSilence={silenceOne}
              onDuplicate={(listing) => void duplicate(listing)}
            />
          )}
        </div>
        {chosenListings.length > 0 && (
          <BulkBar
            count={chosenListings.length}
            onSilence={silence}
            onPause={() => actions.pause(chosenListings, true)}
            onResume={() => actions.pause(chosenListings, false)}
            onClear={() => setChosen(new Set())}
          />
        )}
      </div>
      <SilenceDialog
        target={silencing && { rules: silencing }}
        onClose={() => setSilencing(undefined)}
        onSaved={() => setChosen(new Set())}
      />
    </>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}

function NoRules({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const link = useLink();
  if (filtered) {
    return (
      <EmptyState title="No rule fits" hint="None has this state and these words." action={<Button onClick={onClear}>Show all</Button>} />
    );
  }
  return (
    <EmptyState
      title="No rules yet"
      hint="A rule asks a question again and again, and tells people when the answer is beyond a threshold."
      action={
        <Button asChild variant="primary">
          <Link href={link('/alerts/new')}>New rule</Link>
        </Button>
      }
    />
  );
}
