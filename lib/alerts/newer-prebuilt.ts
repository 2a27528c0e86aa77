/** A prebuilt rule that a newer version of Hearth brings otherwise. Pure. */
import { sameJson } from '@/lib/base/same-json';
import { AlertRule } from '@/lib/model/alert';

/**
 * `now` with everything in which `brought`, the rule as this version of Hearth brings it, differs from `came`, as it once came; what
 * somebody changed since then stays theirs. Undefined where there is nothing to take over.
 */
export function newerPrebuilt(now: AlertRule, came: AlertRule, brought: AlertRule): AlertRule | undefined {
  const touched = (name: keyof AlertRule) => !sameJson(now[name], came[name]);
  const kept = new Set<keyof AlertRule>([
    // a bound that somebody set is in the unit that the question answers in
    ...(touched('condition') && came.unit !== brought.unit ? (['ask', 'unit'] as const) : []),
    // the window is a whole multiple of how often it is judged
    ...(touched('every') || touched('over') ? (['every', 'over'] as const) : []),
  ]);
  const names = Object.keys({ ...now, ...came, ...brought }) as (keyof AlertRule)[];
  const taken = new Set(names.filter((name) => !touched(name) && !kept.has(name) && !sameJson(came[name], brought[name])));
  if (taken.size === 0) return undefined;
  return AlertRule.parse(Object.fromEntries(names.map((name) => [name, (taken.has(name) ? brought : now)[name]])));
}
