/** A rule's judged values as a chart to draw: one line for each group, and the levels that they are held against. */
import { assertUnreachable } from '@/lib/base/assert';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import { prepareTimeseries, type TimeseriesModel } from '@/lib/charts/timeseries';
import type { AlertRule, Condition, Severity } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import type { Threshold } from '@/lib/model/dashboard';
import type { Measure } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { alignRange } from '@/lib/query/frame';
import { fieldFromName } from '@/lib/query/field-name';
import { boundUnit } from '@/lib/alerts/bound-text';

/** Nothing is known of how a judged value came about: it is never added to another one. */
const JUDGED: Measure = { fn: 'max', of: record('value') };

const TONES = { warn: 'warn', critical: 'error' } as const;

/** The levels of a condition as lines across a chart of what is judged. */
export function levelLines(condition: Condition): Threshold[] {
  return (['warn', 'critical'] as const).flatMap((severity) => boundsOf(condition, severity).map((at) => ({ at, tone: TONES[severity] })));
}

function boundsOf(condition: Condition, severity: Severity): number[] {
  switch (condition.is) {
    case 'above':
    case 'below': {
      const bound = condition[severity]?.at;
      return bound === undefined ? [] : [bound];
    }
    case 'outside': {
      const band = condition[severity]?.at;
      return band ? [band.low, band.high] : [];
    }
    case 'change': {
      const size = condition[severity]?.at;
      if (size === undefined) return [];
      return condition.direction === 'up' ? [size] : condition.direction === 'down' ? [-size] : [-size, size];
    }
    default:
      return assertUnreachable(condition);
  }
}

/**
 * What was judged in `range`. A window's value stands in the step that ends where the window does; `now`: until when windows can have
 * ended.
 */
export function judgedModel(
  rule: Pick<AlertRule, 'title' | 'condition' | 'unit'>,
  { names, series, step: apart }: Pick<BackTest, 'names' | 'series' | 'step'>,
  range: TimeRange,
  now: Millis,
): TimeseriesModel {
  const step = drawnStep(series, apart);
  const ended = series.map((one) => ({ ...one, points: one.points.map(([at, value]) => [millis(at - step), value] as const) }));
  return prepareTimeseries(
    { series: ended, by: names.map(fieldFromName), measures: [JUDGED], frame: { range: alignRange(range, step), step } },
    {
      kind: 'timeseries',
      mark: 'line',
      stacked: false,
      scale: 'linear',
      names: [rule.title],
      unit: boundUnit(rule),
      thresholds: levelLines(rule.condition),
    },
    now,
  );
}

/** How far apart the points of a line are: those of a long range stand for several windows each. */
function drawnStep(series: BackTest['series'], apart: Millis): Millis {
  const [first, second] = series[0]?.points ?? [];
  return first && second ? millis(second[0] - first[0]) : apart;
}
