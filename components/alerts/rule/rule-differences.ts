/** What changed between two revisions of a rule, a sentence each. */
import { assertUnreachable } from '@/lib/base/assert';
import { sameJson } from '@/lib/base/same-json';
import type { Millis } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { boundText } from '@/lib/alerts/bound-text';
import { spellEvery, spellLength } from '@/lib/alerts/length-text';
import { alternativesOf } from '@/lib/dashboards/ask-specs';
import type { AlertAsk, AlertRule, Severity, Trouble } from '@/lib/model/alert';
import { questionText } from '@/lib/alerts/watch-text';

const NO_DATA: Readonly<Record<AlertRule['noData'], string>> = {
  ok: 'is fine',
  keep: 'keeps the state',
  fire: 'fires',
  noData: 'is a state of its own',
};
const TROUBLES: Readonly<Record<Trouble, string>> = { warn: 'warnings', critical: 'critical', noData: 'no data', error: 'failed queries' };

/** The name of a channel; its id where it is gone. */
export type ChannelName = (id: string) => string;

/** What someone sees to have changed from `before` to `now`, in the order of the form; [] where nothing did. */
export function ruleDifferences(before: AlertRule, now: AlertRule, channelName: ChannelName): string[] {
  const changes: string[] = [];
  const tell = (name: string, was: string, is: string) => {
    if (was !== is) changes.push(was === '' ? `${name}: ${is}.` : is === '' ? `${name}: no longer ${was}.` : `${name}: ${is}, was ${was}.`);
  };
  tell('Title', `“${before.title}”`, `“${now.title}”`);
  if (before.description !== now.description) changes.push('Another description.');
  changes.push(...askDifferences(before.ask, now.ask));
  tell('Unit', before.unit, now.unit);
  tell('Evaluated', spellEvery(before.every), spellEvery(now.every));
  tell('Over', spellLength(before.over), spellLength(now.over));
  tell('Waits for late data', spellLength(before.delay), spellLength(now.delay));
  for (const severity of ['warn', 'critical'] as const)
    tell(severity === 'warn' ? 'Warns' : 'Critical', levelText(before, severity), levelText(now, severity));
  tell('Recovers', recoverText(before), recoverText(now));
  tell('Keeps firing for', spellLength(before.keepFiring), spellLength(now.keepFiring));
  tell('Without data', NO_DATA[before.noData], NO_DATA[now.noData]);
  changes.push(...toldDifferences(before, now, channelName));
  tell('Told again', repeatText(before.repeat), repeatText(now.repeat));
  tell('Records at least', leastText(before), leastText(now));
  tell('Most groups', String(before.mostGroups), String(now.mostGroups));
  tell('Labels', labelsText(before.labels), labelsText(now.labels));
  tell('Runbook', before.runbook, now.runbook);
  if (before.message !== now.message) changes.push(now.message === '' ? 'Hearth’s own message.' : `Message: “${now.message}”.`);
  if (before.paused !== now.paused) changes.push(now.paused ? 'Paused.' : 'No longer paused.');
  return changes;
}

/** What it asks: of alternatives, which one asks something else now, where how many there are is the same. */
function askDifferences(before: AlertAsk, now: AlertAsk): string[] {
  if (sameJson(before, now)) return [];
  const [was, is] = [alternativesOf(before), alternativesOf(now)];
  const asks = (who: string, old: AlertAsk, fresh: AlertAsk): string[] => {
    const [oldText, freshText] = [questionText(old), questionText(fresh)];
    return oldText === freshText ? [] : [`${who} something else: ${freshText}, was ${oldText}.`];
  };
  const changes =
    is.length > 1 && was.length === is.length
      ? is.flatMap((fresh, index) => asks(index === 0 ? 'It asks' : `Else ${index} asks`, was[index] ?? fresh, fresh))
      : asks('It asks', before, now);
  return changes.length > 0 ? changes : ['It asks the same, set otherwise.'];
}

/** `above 5 % for 2 minutes`; '' where the level is not set. */
function levelText(rule: AlertRule, severity: Severity): string {
  const level = rule.condition[severity];
  return level ? `${boundText(rule, severity)}${level.for > 0 ? ` for ${spellLength(level.for)}` : ''}` : '';
}

/** The bound to recover at, in the words of a level at that bound. */
function recoverText({ condition, unit }: AlertRule): string {
  const { is } = condition;
  switch (is) {
    case 'above':
    case 'below':
    case 'change': {
      const { recover } = condition;
      if (recover === undefined) return '';
      return `when no longer ${boundText({ condition: { ...condition, warn: { at: recover, for: 0 as Millis } }, unit }, 'warn')}`;
    }
    case 'outside': {
      const { recover } = condition;
      return recover ? `when no longer ${boundText({ condition: { is, warn: { at: recover, for: 0 as Millis } }, unit }, 'warn')}` : '';
    }
    default:
      return assertUnreachable(is);
  }
}

function leastText({ least }: AlertRule): string {
  return least === undefined ? '' : formatInteger(least);
}

function repeatText(repeat: Millis): string {
  return repeat === 0 ? 'never' : spellEvery(repeat);
}

function labelsText(labels: AlertRule['labels']): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

/** Who is told of something, of something else, or no longer. */
function toldDifferences(before: AlertRule, now: AlertRule, channelName: ChannelName): string[] {
  const [was, is] = [toldOf(before), toldOf(now)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((channel) => {
    const [old, fresh] = [was.get(channel), is.get(channel)];
    if (old === fresh) return [];
    if (fresh === undefined) return [`No longer tells ${channelName(channel)}.`];
    return [`Tells ${channelName(channel)} of ${fresh}${old === undefined ? '' : `, was ${old}`}.`];
  });
}

function toldOf({ tell }: AlertRule): Map<string, string> {
  const told = new Map<string, Set<Trouble>>();
  for (const { channel, of } of tell) told.set(channel, new Set([...(told.get(channel) ?? []), ...of]));
  const order = Object.keys(TROUBLES) as Trouble[];
  return new Map(
    [...told].map(([channel, of]) => [
      channel,
      order
        .filter((trouble) => of.has(trouble))
        .map((trouble) => TROUBLES[trouble])
        .join(', '),
    ]),
  );
}
