/**
 * What one group of a rule is and is told of, window by window, said once more in another way: not step by step from the state
 * before, but by looking at the whole history of values. Slow, and for tests alone.
 */
import { millis, type Millis } from '@/lib/base/time';
import type { AlertRule, Severity, Trouble } from '@/lib/model/alert';

export interface Modelled {
  readonly state: 'ok' | 'pending' | 'firing' | 'noData';
  readonly severity?: Severity;
  readonly since: Millis;
  readonly worst?: number;
  /** What channels are told in this window. */
  readonly says?: 'firing' | 'repeat' | 'resolved';
}

interface Look {
  readonly warn: boolean;
  readonly critical: boolean;
  readonly back: boolean;
}

/** Distances beyond bounds, all the same way round: beyond is more than 0. */
function looked({ condition }: AlertRule, value: number): Look {
  let beyond: (bound: never) => number;
  if (condition.is === 'outside') beyond = ({ low, high }: { low: number; high: number }) => Math.max(low - value, value - high);
  else if (condition.is === 'below') beyond = (bound: number) => bound - value;
  else if (condition.is === 'above') beyond = (bound: number) => value - bound;
  else {
    const sizes = { up: value, down: -value, either: Math.abs(value) };
    beyond = (bound: number) => sizes[condition.direction] - bound;
  }
  const passed = (bound: unknown) => bound !== undefined && beyond(bound as never) > 0;
  const [warn, critical] = [passed(condition.warn?.at), passed(condition.critical?.at)];
  return { warn, critical, back: !warn && !critical && !passed(condition.recover ?? condition.warn?.at ?? condition.critical?.at) };
}

/** How far out a value is, to compare. */
function farness({ condition }: AlertRule, value: number): number {
  if (condition.is === 'outside') {
    const { low, high } = condition.warn?.at ?? condition.critical?.at ?? { low: 0, high: 0 };
    return Math.max(low - value, value - high);
  }
  if (condition.is === 'change' && condition.direction === 'either') return Math.abs(value);
  return condition.is === 'below' || (condition.is === 'change' && condition.direction === 'down') ? -value : value;
}

/** The same group over `values`, whose windows end at `ends`; undefined where it is not known. */
export function modelled(rule: AlertRule, ends: readonly Millis[], values: readonly (number | null)[]): (Modelled | undefined)[] {
  const gone = Math.max(86_400_000, 10 * rule.over);
  const result: (Modelled | undefined)[] = [];
  let begin = 0;
  while (begin < values.length) {
    // a life of the group: from its first value to when it has had none for too long
    const first = values.findIndex((value, index) => index >= begin && value !== null);
    if (first === -1) break;
    let last = first;
    let end = first + 1;
    while (end < values.length && (values[end] !== null || at(ends, end) - at(ends, last) < gone)) {
      if (values[end] !== null) last = end;
      end++;
    }
    for (let index = begin; index < first; index++) result.push(undefined);
    result.push(...life(rule, ends.slice(first, end), values.slice(first, end)));
    begin = end;
    if (end < values.length) {
      result.push(undefined);
      begin++;
    }
  }
  while (result.length < values.length) result.push(undefined);
  return result;
}

function at(ends: readonly Millis[], index: number): Millis {
  return ends[index] ?? millis(NaN);
}

function life(rule: AlertRule, ends: readonly Millis[], values: readonly (number | null)[]): Modelled[] {
  const { condition, noData, keepFiring } = rule;
  const looks = values.map((value): Look | undefined => {
    if (value !== null) return looked(rule, value);
    const [warn, critical] = [condition.warn !== undefined, condition.critical !== undefined];
    return noData === 'ok'
      ? { warn: false, critical: false, back: true }
      : noData === 'fire'
        ? { warn, critical, back: !warn && !critical }
        : undefined;
  });
  /** Where the unbroken stretch of looks that are `so` began that goes up to and is seen at `index`; undefined: it is not so there. */
  const stretch = (index: number, from: number, so: (look: Look) => boolean) => {
    const here = looks[index];
    if (!here || !so(here)) return undefined;
    const before = looks.slice(from, index + 1).findLastIndex((look) => look !== undefined && !so(look)) + from;
    return looks.findIndex((look, each) => each > before && each >= from && look !== undefined);
  };
  const reached = (severity: Severity, index: number) => {
    const level = condition[severity];
    const began = stretch(index, 0, (look) => look[severity]);
    return level !== undefined && began !== undefined && at(ends, index) - at(ends, began) >= level.for;
  };
  const due = (severity: Severity, index: number) => {
    const began = stretch(index, 0, (look) => look[severity]);
    return began === undefined ? Infinity : at(ends, began) + (condition[severity]?.for ?? Infinity);
  };

  // times of firing, as [first window, first window after]
  const firings: [number, number][] = [];
  for (let start = 0; start < values.length; start++) {
    if (!reached('warn', start) && !reached('critical', start)) continue;
    let end = start + 1;
    for (; end < values.length; end++) {
      if (noData === 'noData' && values[end] === null) break;
      const back = stretch(end, start + 1, (look) => look.back);
      if (back !== undefined && at(ends, end) - at(ends, back) >= keepFiring) break;
    }
    firings.push([start, end]);
    start = end - 1;
    // the window in which it ends is over, whatever it says
    if (end < values.length && looks[end]) start = end;
  }

  const plain = values.map((value, index): Pick<Modelled, 'state' | 'severity' | 'worst'> => {
    const firing = firings.find(([start, end]) => start <= index && index < end);
    if (firing) {
      const [start] = firing;
      const decisive = looks.findLastIndex(
        (look, each) =>
          each <= index && each >= start && look && (each === start || reached('critical', each) || (look.warn && !look.critical)),
      );
      const seen = values.slice(start, index + 1).filter((each) => each !== null);
      const worst = seen.toSorted((one, other) => farness(rule, other) - farness(rule, one))[0];
      return { state: 'firing', severity: reached('critical', decisive) ? 'critical' : 'warn', ...(worst === undefined ? {} : { worst }) };
    }
    if (value === null && noData === 'noData') return { state: 'noData' };
    // without a look it is what it was: the newest look says so
    const newest = looks.findLastIndex((look, each) => each <= index && look !== undefined);
    const [warn, critical] = [due('warn', newest), due('critical', newest)];
    return warn === Infinity && critical === Infinity
      ? { state: 'ok' }
      : { state: 'pending', severity: critical <= warn ? 'critical' : 'warn' };
  });

  const sent: { at: Millis; of: Trouble }[] = [];
  return plain.map((each, index) => {
    const changed =
      plain.findLastIndex((other, place) => place <= index && (other.state !== each.state || other.severity !== each.severity)) + 1;
    const since = at(ends, changed);
    return { ...each, since, ...spoken(rule, sent, each, at(ends, index)) };
  });
}

/** What is said of a group that is `now` so, after what was `sent` of it since it was last over. */
function spoken(
  rule: AlertRule,
  sent: { at: Millis; of: Trouble }[],
  now: Pick<Modelled, 'state' | 'severity'>,
  instant: Millis,
): Pick<Modelled, 'says'> {
  const trouble = now.state === 'firing' ? now.severity : now.state === 'noData' ? 'noData' : undefined;
  const last = sent.at(-1);
  if (!trouble) {
    sent.length = 0;
    return last ? { says: 'resolved' } : {};
  }
  const asBad = last?.of === trouble || (last?.of === 'critical' && trouble === 'warn');
  const heardNothing = (of: readonly Trouble[]) => !sent.some((each) => of.includes(each.of));
  if (rule.tell.some(({ of }) => of.includes(trouble) && (!asBad || heardNothing(of)))) {
    sent.push({ at: instant, of: trouble });
    return { says: 'firing' };
  }
  if (!last || rule.repeat === 0 || instant - last.at < rule.repeat) return {};
  sent.push({ at: instant, of: trouble });
  return { says: 'repeat' };
}
