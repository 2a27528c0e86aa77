import { DAY, millis, MINUTE } from '@/lib/base/time';
import { mapSpecs } from '@/lib/dashboards/ask-specs';
import type { Ask, Choices } from '@/lib/model/dashboard';
import { bind } from '@/lib/query/bind';

/** No spec of a dashboard says its window itself, so any frame does. */
const ANY_FRAME = { range: { from: millis(0), to: DAY }, step: MINUTE };

/** What a dashboard's panel asks, with `choices` in the place of its variables. */
export function withChoices(ask: Ask, choices: Choices): Ask {
  return mapSpecs(ask, (spec) => bind(spec, choices, ANY_FRAME).spec);
}
