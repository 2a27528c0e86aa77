import { assertUnreachable } from '@/lib/base/assert';
import type { Ask } from '@/lib/model/dashboard';
import type { Spec } from '@/lib/model/query';

/** `ask` with `change` applied to each of its specs; what comes back has the kind of what went in. */
export function mapSpecs(ask: Ask, change: <S extends Spec>(spec: S) => S): Ask {
  switch (ask.kind) {
    case 'nothing':
      return ask;
    case 'spec':
      return { ...ask, spec: change(ask.spec) };
    case 'pair':
      return { ...ask, left: change(ask.left), right: change(ask.right) };
    case 'first':
      return {
        ...ask,
        of: ask.of.map((each) =>
          each.kind === 'spec' ? { ...each, spec: change(each.spec) } : { ...each, left: change(each.left), right: change(each.right) },
        ),
      };
    case 'new':
      return { ...ask, spec: change(ask.spec) };
    default:
      return assertUnreachable(ask);
  }
}
