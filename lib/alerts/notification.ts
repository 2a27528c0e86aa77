/** What an evaluation says to a channel: one message for all groups. On the server. */
import { groupText } from '@/lib/alerts/group-text';
import { figureText, messageOf, overMessageOf, thresholdText } from '@/lib/alerts/message';
import { dedupKey, notificationId } from '@/lib/alerts/notification-id';
import { judgedRange, recordPath } from '@/lib/alerts/record-link';
import { heardBy, isNewTo, toldChannels, troubleOf, type Heard, type Told } from '@/lib/alerts/told';
import type { AlertRule, Trouble } from '@/lib/model/alert';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import type { Instance } from '@/lib/model/alert-state';

/** Most groups that a message names; of the others it says how many there are. */
const MOST_NAMED = 20;

/** The worst first. */
const TROUBLES: readonly Trouble[] = ['critical', 'warn', 'noData', 'error'];

/** The channels that hear something of `told`. */
export function channelsOf(rule: AlertRule, told: Told): readonly string[] {
  return toldChannels(rule).filter((channel) => heardBy(rule, told, channel) !== undefined);
}

/**
 * What the channel `channelId` hears of `told`; undefined where that is nothing. `publicUrl`: where people open this Hearth, without a
 * slash at its end.
 */
export function notificationFor(rule: AlertRule, told: Told, channelId: string, publicUrl: string): Notification | undefined {
  const heard = heardBy(rule, told, channelId);
  if (!heard) return undefined;
  const { kind } = heard;
  const { at } = told;
  const rulePath = `/alerts/${rule.id}`;
  const linkOf = (group: Instance) =>
    publicUrl + (recordPath(rule, group.labels, group.value, judgedRange(rule, group, at)) ?? `${rulePath}/history`);
  const failure = (message: string): NotifiedGroup => ({
    labels: {},
    trouble: 'error',
    value: null,
    valueText: '',
    thresholdText: '',
    since: at,
    message,
    link: `${publicUrl}${rulePath}/history`,
  });
  const named = (group: Instance, trouble: Trouble, over: boolean): NotifiedGroup => ({
    labels: group.labels,
    trouble,
    value: group.value,
    valueText: figureText(rule, group.value),
    thresholdText: over || trouble === 'noData' ? '' : thresholdText(rule, group),
    since: group.since,
    message: over ? overMessageOf(rule, group, at, heard.stopped) : messageOf(rule, group, trouble, at),
    link: linkOf(group),
  });
  const firing = [
    ...(heard.error === undefined ? [] : [failure(`The query failed: ${heard.error}`)]),
    ...heard.firing.map((group) => named(group, troubleOf(group) ?? 'warn', false)),
  ];
  const resolved = [
    ...(heard.mended === undefined ? [] : [failure(heard.stopped ? `The rule was ${heard.stopped}.` : 'The query works again.')]),
    ...heard.resolved.map((group) => named(group, group.told?.of ?? 'warn', true)),
  ];
  const troubles = new Set((firing.length > 0 ? firing : resolved).map(({ trouble }) => trouble));
  const { id, title, description, labels, runbook, unit } = rule;
  return {
    version: 1,
    id: notificationId(id, channelId, at, kind),
    kind,
    trouble: TROUBLES.find((trouble) => troubles.has(trouble)) ?? 'error',
    rule: { id, title, description, labels, runbook, unit },
    at,
    title: titleOf(rule, heard, channelId),
    firing: firing.slice(0, MOST_NAMED),
    moreFiring: Math.max(0, firing.length - MOST_NAMED),
    resolved: resolved.slice(0, MOST_NAMED),
    moreResolved: Math.max(0, resolved.length - MOST_NAMED),
    link: publicUrl + rulePath,
    dedupKey: dedupKey(id, channelId, publicUrl),
  };
}

/** One line: the rule, the worst of what is new (or of what there is), and how many more. */
function titleOf(rule: AlertRule, { kind, firing, resolved, error, mended, stopped }: Heard, channelId: string): string {
  if (stopped) return `${rule.title}: the rule was ${stopped}`;
  const groups = kind === 'resolved' ? resolved : firing;
  const first = (kind === 'firing' ? firing.find((group) => isNewTo(rule, group, channelId)) : undefined) ?? groups[0];
  const failures =
    error !== undefined ? ['the query failed'] : kind === 'resolved' && mended !== undefined ? ['the query works again'] : [];
  const parts = [...failures, ...(first ? [shortText(rule, first, kind === 'resolved')] : [])].slice(0, 1);
  const more = groups.length + failures.length - parts.length;
  return `${rule.title}: ${parts.join('')}${more > 0 ? `, and ${more} more` : ''}`;
}

function shortText(rule: AlertRule, group: Instance, over: boolean): string {
  const name = groupText(group.labels);
  const figure = figureText(rule, group.value);
  const said = over ? 'fine again' : group.state === 'noData' || figure === '' ? 'no data' : name === '' ? figure : `at ${figure}`;
  return name === '' ? said : `${name} ${over ? 'is ' : said === 'no data' ? 'has ' : ''}${said}`;
}
