/** What a panel asks: the specs that together fill its view. */
import type { Ask, Panel } from '@/lib/model/dashboard';
import type { Spec } from '@/lib/model/query';

export type PairOp = Extract<Ask, { kind: 'pair' }>['op'];

/** `main`: what the view draws. A statistic's `before` is its figure in the window before, its `trend` how it went. */
export type Role = 'main' | 'before' | 'trend';

export interface PanelAsk {
  readonly role: Role;
  readonly window: 'current' | 'previous';
  readonly specs: readonly [Spec] | readonly [left: Spec, right: Spec];
  /** How the two are put together. */
  readonly op: PairOp | undefined;
}

/** Everything that `panel` asks, in a fixed order; nothing for a text panel. */
export function panelAsks(panel: Panel): PanelAsk[] {
  const { ask, view } = panel;
  if (ask.kind !== 'spec' && ask.kind !== 'pair') return [];
  const specs = ask.kind === 'spec' ? ([ask.spec] as const) : ([ask.left, ask.right] as const);
  const op = ask.kind === 'pair' ? ask.op : undefined;
  if (view.kind !== 'stat') return [{ role: 'main', window: 'current', specs, op }];
  const whole = each(specs, overWhole);
  return [
    { role: 'main', window: 'current', specs: whole, op },
    { role: 'before', window: 'previous', specs: whole, op },
    { role: 'trend', window: 'current', specs, op },
  ];
}

function each(specs: PanelAsk['specs'], change: (spec: Spec) => Spec): PanelAsk['specs'] {
  const [left, right] = specs;
  return right ? [change(left), change(right)] : [change(left)];
}

/** The same figures over the whole window at once: a percentile of an hour is not the mean of its minutes' percentiles. */
function overWhole(spec: Spec): Spec {
  return spec.kind === 'series' ? { ...spec, kind: 'table', orderBy: 0 } : spec;
}
