'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useMemo } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { Marker } from '@/lib/charts/markers';
import { ApiError } from '@/lib/client/api';
import { formatInteger } from '@/lib/base/units';
import type { Answer } from '@/lib/model/answer';
import type { Choices, Panel as PanelModel } from '@/lib/model/dashboard';
import { PanelBoundary } from '@/components/dashboards/panel-boundary';
import { PanelMenu } from '@/components/dashboards/panel-menu';
import { panelOptions, panelParts, panelQuestions, type Answered } from '@/components/dashboards/panel-questions';
import { useSeen } from '@/components/dashboards/use-seen';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Panel } from '@/components/ui/panel';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { isEmpty } from '@/components/views/filled';
import { useDoor } from '@/components/views/use-door';
import { PanelView } from '@/components/views/view';

/** The frame of one panel: it asks once it is nearly in view, and shows what came, or why nothing did. */
export function DashboardPanel({
  panel,
  choices,
  range,
  markers,
}: {
  panel: PanelModel;
  choices: Choices;
  range: TimeRange;
  markers: readonly Marker[];
}) {
  const [ref, seen] = useSeen();
  const questions = useMemo(() => panelQuestions(panel, choices, range), [panel, choices, range]);
  const { data, error, isPlaceholderData, refetch } = useQuery({ ...panelOptions(questions), enabled: seen && questions.length > 0 });
  const { hrefOf } = useDoor();
  const main = questions[0]?.queries[0];
  const executed = [...new Set(data?.answers.map((answer) => answer.executed))];
  const small = panel.view.kind === 'stat';
  const cut = data?.answers.find(({ partial }) => partial);
  const note = [panel.note, cut ? cutNote(cut) : ''].filter((part) => part !== '').join(' · ');
  return (
    <Panel
      ref={ref}
      id={panel.id}
      title={small ? <span className="font-normal text-fg-2">{panel.title}</span> : panel.title}
      {...(note === '' ? {} : { note })}
      className={clsx('relative h-full scroll-mt-3 target:border-ember', small && 'pt-2! pb-1.5! [&>div:first-child]:mb-0!')}
      bodyClassName={clsx('transition-opacity duration-100', isPlaceholderData && 'opacity-50')}
      aria-busy={data === undefined || isPlaceholderData}
    >
      <PanelMenu id={panel.id} title={panel.title} executed={executed} records={main && hrefOf(main)} />
      {error ? (
        <Failure error={error} small={small} onRetry={() => void refetch()} />
      ) : panel.ask.kind === 'nothing' ? (
        <PanelView panel={panel} parts={new Map()} markers={markers} />
      ) : data === undefined ? (
        <Skeleton className={small ? 'mt-1 h-11 w-full' : 'h-full w-full'} />
      ) : (
        <PanelBoundary subject={data}>
          <Filled panel={panel} data={data} markers={markers} />
        </PanelBoundary>
      )}
    </Panel>
  );
}

/** How much of it is shown, where a limit cut the answer. */
function cutNote(answer: Answer): string {
  switch (answer.kind) {
    case 'rows':
      return `${formatInteger(answer.rows.length)} shown, there are more`;
    case 'table':
    case 'native':
      return `the first ${formatInteger(answer.table.rows.length)}, there are more`;
    case 'series':
    case 'distribution':
      return 'the largest only';
  }
}

/** The view, or the sentence that says what would fill it. */
function Filled({ panel, data, markers }: { panel: PanelModel; data: Answered; markers: readonly Marker[] }) {
  const parts = useMemo(() => panelParts(data), [data]);
  const main = parts.get('main');
  if (panel.view.kind !== 'stat' && main && isEmpty(main.answer)) return <EmptyState title="No data" hint={panel.empty} />;
  return <PanelView panel={panel} parts={parts} markers={markers} />;
}

/** Why a panel has no answer. Where there is no room for it, one word opens it. */
function Failure({ error, small, onRetry }: { error: Error; small: boolean; onRetry: () => void }) {
  const failed = (
    <Failed
      title="This panel's query failed"
      message={error.message}
      executed={error instanceof ApiError ? error.details.executed : undefined}
      onRetry={onRetry}
      {...(small ? { className: 'h-auto!' } : {})}
    />
  );
  if (!small) return failed;
  return (
    <Popover
      label="Why it failed"
      className="w-96"
      trigger={
        <Button variant="quiet" size="small" className="-ml-2 text-error! hover:bg-error-soft!">
          Failed: see why
        </Button>
      }
    >
      {failed}
    </Popover>
  );
}
