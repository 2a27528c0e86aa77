'use client';

import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { boundUnit } from '@/lib/alerts/bound-text';
import { recordPath } from '@/lib/alerts/record-link';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { stepStart } from '@/lib/charts/grid';
import type { AlertRule, Condition } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import type { Drawn } from '@/components/alerts/editor/drawn';
import { backTestNotes, firingsHeadline } from '@/components/alerts/editor/headline';
import { ThresholdHandles } from '@/components/alerts/editor/threshold-handles';
import { axisReach } from '@/components/alerts/editor/threshold-lines';
import type { BackTestState } from '@/components/alerts/editor/use-back-test';
import { firingShade } from '@/lib/alerts/firing-shade';
import type { Plot } from '@/components/charts/plot';
import { TimeseriesChart } from '@/components/charts/timeseries-chart';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';

const TONES = { warn: 'font-semibold text-warn', critical: 'font-semibold text-error' } as const;

/** The chart of what was judged, with the bounds to be dragged and the times in which it would have fired. */
export function BackTestPanel({
  rule,
  state,
  picture,
  fault,
  title,
  actions,
  onCondition,
}: {
  rule: AlertRule;
  state: BackTestState;
  /** What is drawn of it; undefined while there is nothing. */
  picture: Drawn | undefined;
  /** Why there is nothing to ask yet. */
  fault: string | undefined;
  title: string;
  actions: ReactNode;
  onCondition: (condition: Condition) => void;
}) {
  const { test, old, pending, error, retry, range } = state;
  const headline = test && (
    <span role="status" className={clsx(old && 'opacity-50')}>
      <Headline rule={rule} test={test} drawn={picture?.model.series.length ?? 0} to={range.to} />
    </span>
  );
  return (
    <Panel
      title={title}
      note={headline && <span className="max-md:hidden">{headline}</span>}
      actions={<span className="pl-2">{actions}</span>}
      className="h-[400px] shrink-0 max-md:h-[340px]"
      bodyClassName={clsx('transition-opacity duration-100', old && 'opacity-50')}
      aria-busy={pending}
    >
      {fault !== undefined ? (
        <EmptyState title={fault} />
      ) : error ? (
        <Failed
          title="This question failed"
          message={error.message}
          executed={error instanceof ApiError ? error.details.executed : undefined}
          onRetry={retry}
        />
      ) : !test || !picture ? (
        <Skeleton className="h-full w-full" />
      ) : (
        <div className="flex h-full flex-col">
          {/* beside the title there is no room for it on a phone */}
          <p className="mb-1 text-xs text-fg-3 md:hidden">{headline}</p>
          <div className="min-h-0 flex-1">
            <BackTestChart rule={rule} test={test} picture={picture} range={range} label={title} onCondition={onCondition} />
          </div>
        </div>
      )}
    </Panel>
  );
}

function Headline({ rule, test, drawn, to }: { rule: AlertRule; test: BackTest; drawn: number; to: Millis }) {
  const notes = backTestNotes(rule, test, drawn);
  return (
    <>
      {firingsHeadline(rule, test, to).map(({ text, tone }, index) => (
        <span key={index} className={tone && TONES[tone]}>
          {text}
        </span>
      ))}
      {` · ${notes.join(' · ')}`}
    </>
  );
}

function BackTestChart({
  rule,
  test,
  picture,
  range,
  label,
  onCondition,
}: {
  rule: AlertRule;
  test: BackTest;
  picture: Drawn;
  range: TimeRange;
  label: string;
  onCondition: (condition: Condition) => void;
}) {
  const router = useRouter();
  const { condition } = rule;
  const unit = boundUnit(rule);
  const { model, groupOf } = picture;
  const most = useMemo(
    () => model.series.reduce((all, { values }) => values.reduce<number>((top, value) => Math.max(top, Math.abs(value ?? 0)), all), 0),
    [model],
  );
  const shaded = useMemo(() => test.firings.map((firing) => firingShade(rule, firing, range.to)), [test.firings, rule, range.to]);
  // while a line is held the axis stays as it was
  const [held, setHeld] = useState<readonly number[]>();
  const reach = useMemo(() => held ?? axisReach(condition, most), [held, condition, most]);
  const onHold = useCallback((now: boolean) => setHeld(now ? axisReach(condition, most) : undefined), [condition, most]);
  const overlay = useCallback(
    (plot: Plot) => <ThresholdHandles plot={plot} condition={condition} unit={unit} onMove={onCondition} onHold={onHold} />,
    [condition, unit, onCondition, onHold],
  );
  if (test.series.length === 0) {
    return <EmptyState title="No data" hint="Nothing that it asks for was there in this time. Try a longer one, or fewer conditions." />;
  }
  return (
    <TimeseriesChart
      model={model}
      label={label}
      markers={[]}
      shaded={shaded}
      reach={reach}
      overlay={overlay}
      onPick={(step, series) => {
        const window = { from: millis(stepStart(model.grid, step) - rule.over), to: stepStart(model.grid, step + 1) };
        const path = series && recordPath(rule, groupOf(series.group?.labels ?? []), series.values[step] ?? null, window);
        if (path !== undefined) router.push(path);
      }}
    />
  );
}
