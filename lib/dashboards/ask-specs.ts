/** What panels and rules ask, taken apart: alternatives that are tried after each other, each of them one spec or two put together. */
import { assertUnreachable } from '@/lib/base/assert';
import type { Unit } from '@/lib/base/units';
import type { AlertAsk } from '@/lib/model/alert';
import type { Ask } from '@/lib/model/dashboard';
import type { Spec } from '@/lib/model/query';

/** One question, or two and how they are put together. `unit`: see `Ask`. */
export type AlternativeOf<S extends Spec> =
  { kind: 'spec'; spec: S; unit?: Unit | undefined } | { kind: 'pair'; op: PairOp; left: S; right: S; unit?: Unit | undefined };
export type Alternative = Extract<Ask, { kind: 'spec' | 'pair' }>;
/** The same of a rule, which asks for figures over time alone. */
export type AlertAlternative = Extract<AlertAsk, { kind: 'spec' | 'pair' }>;
export type PairOp = Extract<Ask, { kind: 'pair' }>['op'];

/** The alternatives of `ask` in the order that they are tried; none for a panel that asks nothing, and for a rule's SQL. */
export function alternativesOf(ask: AlertAsk): readonly AlertAlternative[];
export function alternativesOf(ask: Ask | AlertAsk): readonly Alternative[];
export function alternativesOf(ask: Ask | AlertAsk): readonly Alternative[] {
  switch (ask.kind) {
    case 'nothing':
    case 'sql':
      return [];
    case 'spec':
    case 'pair':
      return [ask];
    case 'first':
      return ask.of;
    case 'new':
      return [{ kind: 'spec', spec: ask.spec }];
    default:
      return assertUnreachable(ask);
  }
}

/** The specs of one alternative: one, or left and right. */
export function specsOf<S extends Spec>(alternative: AlternativeOf<S>): readonly [S] | readonly [left: S, right: S] {
  return alternative.kind === 'spec' ? [alternative.spec] : [alternative.left, alternative.right];
}

/** `ask` with each of its specs changed by `change`; the ask stays what it is, and a spec of its kind. */
export function mapSpecs(ask: Ask, change: <S extends Spec>(spec: S) => S): Ask {
  const mapped = (each: Alternative): Alternative =>
    each.kind === 'spec' ? { ...each, spec: change(each.spec) } : { ...each, left: change(each.left), right: change(each.right) };
  switch (ask.kind) {
    case 'nothing':
      return ask;
    case 'spec':
    case 'pair':
      return mapped(ask);
    case 'first':
      return { ...ask, of: ask.of.map(mapped) };
    case 'new':
      return { ...ask, spec: change(ask.spec) };
    default:
      return assertUnreachable(ask);
  }
}
