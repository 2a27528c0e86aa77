'use client';

import { clsx } from 'clsx';
import { useMemo, useState } from 'react';
import { ruleOfPanel } from '@/lib/alerts/new-rule';
import type { TimeRange } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import type { Marker } from '@/lib/charts/markers';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import type { Sorting } from '@/lib/charts/sort-figures';
import { useCompare } from '@/lib/client/compare';
import { useFullPanel } from '@/lib/client/full-panel';
import { useLink } from '@/lib/client/link';
import { useTimeWindow } from '@/lib/client/time-window';
import { titleText } from '@/lib/dashboards/title';
import type { Answer } from '@/lib/model/answer';
import type { Choices, Panel as PanelModel } from '@/lib/model/dashboard';
import { PanelBody } from '@/components/dashboards/panel-body';
import type { Filled } from '@/components/dashboards/panel-fill';
import { PanelMenu } from '@/components/dashboards/panel-menu';
import { panelParts } from '@/components/dashboards/panel-options';
import { usePanelAnswer } from '@/components/dashboards/use-panel-answer';
import { useSeen } from '@/lib/client/use-seen';
import { Dialog } from '@/components/ui/dialog';
import { Panel } from '@/components/ui/panel';
import type { Parts } from '@/components/views/filled';
import { shownFigures } from '@/components/views/shown';
import { useDoor } from '@/components/views/use-door';

export interface DashboardPanelProps {
  /** Saved or not. */
  panel: PanelModel;
  choices: Choices;
  /** It cannot ask yet, as nobody knows which metrics there are. The frame stays the same element when it can. */
  waits?: boolean;
  range: TimeRange;
  markers: readonly Marker[];
  /** When alerts about its records fired. */
  shaded?: readonly ShadedTime[] | undefined;
}

/** The frame of one panel: it asks once it is nearly in view, and shows what came, or why nothing did. */
export function DashboardPanel(props: DashboardPanelProps) {
  const [ref, seen] = useSeen();
  const [full, setFull] = useFullPanel();
  const { panel, body, note, ran, records, shown } = usePanel(props, seen, false);
  const alert = useAlertLink(panel, props.choices, props.waits);
  return (
    <Panel
      ref={ref}
      {...frameOf(panel, note)}
      bodyClassName={clsx('transition-opacity duration-100', body.old && 'opacity-50')}
      aria-busy={body.loading || body.old}
    >
      <PanelMenu
        id={panel.id}
        title={panel.title}
        ran={ran}
        records={records}
        alert={alert}
        shown={shown}
        onFull={() => setFull(panel.id)}
      />
      <PanelBody {...body} />
      {full === panel.id && <FullPanel {...props} onClose={() => setFull(undefined)} />}
    </Panel>
  );
}

/** A panel's name and its looks. */
function frameOf({ id, title, view }: PanelModel, note: string) {
  const small = view.kind === 'stat';
  return {
    id,
    title: small ? <span className="font-normal text-fg-2">{title}</span> : title,
    ...(note === '' ? {} : { note }),
    className: clsx(
      // where the menu always shows, it has a place of its own beside the note
      'relative h-full scroll-mt-3 target:border-ember pointer-coarse:[&>div:first-child]:pr-5',
      small && 'pt-2! pb-1.5! [&>div:first-child]:mb-0!',
    ),
  };
}

/** A panel on the whole page, with as many points as fit there. Escape and the browser's Back return. */
function FullPanel({ onClose, ...props }: DashboardPanelProps & { onClose: () => void }) {
  const { panel, body, note } = usePanel(props, true, true);
  return (
    <Dialog title={panel.title} note={note} size="full" open onOpenChange={(open) => !open && onClose()}>
      <div className={clsx('h-full', body.old && 'opacity-50')} aria-busy={body.loading || body.old}>
        <PanelBody {...body} />
      </div>
    </Dialog>
  );
}

/** Where an alert on what the panel asks is set. */
function useAlertLink(panel: PanelModel, choices: Choices, waits = false): string | undefined {
  const link = useLink();
  return useMemo(() => {
    const start = waits ? undefined : ruleOfPanel(panel, choices);
    return start && link('/alerts/new', { start: JSON.stringify(start) });
  }, [panel, choices, waits, link]);
}

/** A panel's answers and all that its frame says of them. */
function usePanel({ panel: model, choices, waits = false, range, markers, shaded }: DashboardPanelProps, seen: boolean, full: boolean) {
  const panel = useMemo(() => ({ ...model, title: titleText(model.title, choices) }), [model, choices]);
  const [compare] = useCompare();
  const [sorting, setSorting] = useState<Sorting>();
  const { refreshedAt } = useTimeWindow();
  const { data, error, isPlaceholderData, refetch } = usePanelAnswer(model, choices, range, compare, { seen: seen && !waits, full });
  const fitted = useMemo(() => data && fit(data, model), [data, model]);
  const { hrefOf } = useDoor();
  const parts = fitted?.parts;
  const main = parts?.get('main');
  const asked = Object.values(data?.asked ?? {});
  const ran = asked.filter(({ answer }, index) => asked.findIndex((other) => other.answer.executed === answer.executed) === index);
  const notes = [panel.note, ...(data?.notes ?? []), ...(data ? [cutNote(data), data.asked.main?.answer.leftOut ?? ''] : [])];
  return {
    panel,
    note: notes.filter((part) => part !== '').join(' · '),
    ran: ran.map(({ answer: { executed, rollup } }) => ({ executed, rollup })),
    records: main && hrefOf(main.query),
    shown: parts && (() => shownFigures(panel, parts, refreshedAt, compare, sorting)),
    body: {
      panel,
      parts,
      markers,
      shaded,
      range,
      compare,
      sorting,
      onSort: setSorting,
      error: error ?? fitted?.fault,
      onRetry: () => void refetch(),
      loading: data === undefined && error === null && model.ask.kind !== 'nothing',
      old: isPlaceholderData,
    },
  };
}

/** The answers in the view's shape, or why they have another one. */
function fit(data: Filled, panel: PanelModel): { readonly parts?: Parts; readonly fault?: Error } {
  try {
    return { parts: panelParts(data, panel) };
  } catch (fault) {
    return { fault: fault instanceof Error ? fault : new Error(String(fault)) };
  }
}

/** How much of it is shown, where a limit cut the answer. */
function cutNote({ asked }: Filled): string {
  const answer = asked.main?.answer;
  if (!answer?.partial) return '';
  const count = countOf(answer);
  switch (answer.kind) {
    case 'rows':
      return `${count} shown, there are more`;
    case 'table':
    case 'native':
      return `the first ${count}, there are more`;
    case 'series':
      return asked.whole ? `the largest ${count} and others` : `the largest ${count} only`;
    case 'distribution':
      return 'the largest only';
  }
}

function countOf(answer: Answer): string {
  switch (answer.kind) {
    case 'rows':
      return formatInteger(answer.rows.length);
    case 'table':
    case 'native':
      return formatInteger(answer.table.rows.length);
    case 'series':
      return formatInteger(new Set(answer.series.map(({ labels }) => JSON.stringify(labels))).size);
    case 'distribution':
      return '';
  }
}
