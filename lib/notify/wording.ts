/** The words that all channels share. */
import type { Millis } from '@/lib/base/time';
import { utcText } from '@/lib/base/utc-text';
import type { Trouble } from '@/lib/model/alert';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';

const TROUBLE: Readonly<Record<Trouble, string>> = { critical: 'Critical', warn: 'Warning', noData: 'No data', error: 'Query failed' };

const OVER: Readonly<Record<Trouble, string>> = {
  critical: 'Was critical',
  warn: 'Was a warning',
  noData: 'Had no data',
  error: 'Its query failed',
};

/** How a message looks: the colour of what it says. */
export type Mood = Trouble | 'resolved' | 'test';

/** Which colour `notification` has. */
export function moodOf({ kind, trouble }: Notification): Mood {
  return kind === 'resolved' || kind === 'test' ? kind : trouble;
}

/** `Critical`, `Still critical`, `Resolved`, `Test`. */
export function stateWord({ kind, trouble }: Pick<Notification, 'kind' | 'trouble'>): string {
  if (kind === 'test') return 'Test';
  if (kind === 'resolved') return 'Resolved';
  const word = TROUBLE[trouble];
  return kind === 'repeat' ? `Still: ${word.toLowerCase()}` : word;
}

/** `[Critical] High error rate: marketing-agent at 7.1 %`: one line. */
export function headline(notification: Notification): string {
  return `[${stateWord(notification)}] ${notification.title}`;
}

/** `service.name=marketing-agent · http.route=/v1/messages`; '' for a rule without groups. */
export function groupName({ labels }: Pick<NotifiedGroup, 'labels'>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' · ');
}

/** `Critical: 7.1 %, above 5 %`; for what is over, what it is now: `Was critical, now 1.2 %`. */
export function groupFigure({ trouble, valueText, thresholdText }: NotifiedGroup, over: boolean): string {
  const word = TROUBLE[trouble];
  if (over) return [OVER[trouble], ...(valueText === '' ? [] : [`now ${valueText}`])].join(', ');
  const figures = [valueText, thresholdText].filter((text) => text !== '').join(', ');
  return figures === '' ? word : `${word}: ${figures}`;
}

/** Whole seconds since 1970. */
export function unixSeconds(at: Millis): number {
  return Math.floor(at / 1_000);
}

export interface Section {
  readonly over: boolean;
  readonly groups: readonly NotifiedGroup[];
  /** `and 214 more`; '' for none. */
  readonly more: string;
}

/** What fires and what is over, each with its groups; empty ones left out. */
export function sectionsOf(notification: Notification): Section[] {
  const { firing, moreFiring, resolved, moreResolved } = notification;
  return [
    { over: false, groups: firing, more: moreText(moreFiring) },
    { over: true, groups: resolved, more: moreText(moreResolved) },
  ].filter(({ groups, more }) => groups.length > 0 || more !== '');
}

function moreText(count: number): string {
  return count > 0 ? `and ${count} more` : '';
}

/** A group in lines of plain text: its labels, its figures, its message, its link. */
function groupLines(group: NotifiedGroup, over: boolean): string[] {
  return [groupName(group), `${groupFigure(group, over)} (since ${utcText(group.since)})`, group.message, group.link].filter(
    (line) => line !== '',
  );
}

/** The whole of `notification` as plain text, after its headline. */
export function plainText(notification: Notification): string {
  const { rule, link } = notification;
  const sections = sectionsOf(notification).flatMap(({ over, groups, more }) => [
    over ? 'Over:' : 'Firing:',
    ...groups.map((group) =>
      groupLines(group, over)
        .map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))
        .join('\n'),
    ),
    ...(more === '' ? [] : [more]),
  ]);
  return [
    ...(rule.description === '' ? [] : [rule.description, '']),
    ...sections,
    '',
    `Rule: ${link}`,
    ...(rule.runbook === '' ? [] : [`Runbook: ${rule.runbook}`]),
  ].join('\n');
}
