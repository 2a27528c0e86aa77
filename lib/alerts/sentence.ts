/** A rule in plain words, exactly as it will be judged and told: what stands under the form. */
import { exactText } from '@/lib/alerts/amount-text';
import { askText, groupsText } from '@/lib/alerts/ask-text';
import { hasRecords } from '@/lib/alerts/ask-records';
import { againstText, bandText, boundText, boundUnit } from '@/lib/alerts/bound-text';
import { levelsOf } from '@/lib/alerts/judge';
import { listed, spellEvery, spellLength } from '@/lib/alerts/length-text';
import { listens, toldChannels } from '@/lib/alerts/told';
import { assertUnreachable } from '@/lib/base/assert';
import { formatInteger } from '@/lib/base/units';
import type { AlertRule, Severity, Trouble } from '@/lib/model/alert';

/** A piece of the sentence; `tone`: a figure that is coloured as its level is. */
export interface SentencePart {
  readonly text: string;
  readonly tone?: 'warn' | 'critical' | 'ok';
}

type Names = ReadonlyMap<string, string>;

/** `Slack #ops and PagerDuty are told`, `nobody is told`. */
function toldText(rule: AlertRule, trouble: Trouble, names: Names): string {
  const channels = toldChannels(rule).filter((channel) => listens(rule, trouble, channel));
  const texts = channels.map((channel) => names.get(channel) ?? 'a channel that was deleted');
  return texts.length === 0 ? 'nobody is told' : `${listed(texts)} ${texts.length === 1 ? 'is' : 'are'} told`;
}

const SEVERITIES = { warn: 'it is a warning', critical: 'it is critical' } as const;

/** Where what fires is over, in words, and whether it has to stay there. */
function recoverText({ condition, unit }: AlertRule): string {
  if (condition.is === 'outside') {
    // a wider band to recover in than the levels' is none
    const bands = [condition.recover, condition.warn?.at, condition.critical?.at].filter((band) => band !== undefined);
    const low = Math.max(...bands.map((band) => band.low));
    const high = Math.min(...bands.map((band) => band.high));
    return `within ${bandText({ low, high }, boundUnit({ condition, unit }))}`;
  }
  const bounds = [condition.recover, condition.warn?.at, condition.critical?.at].filter((bound) => bound !== undefined);
  const bound = exactText(condition.is === 'below' ? Math.max(...bounds) : Math.min(...bounds), boundUnit({ condition, unit }));
  switch (condition.is) {
    case 'above':
      return `${bound} or less`;
    case 'below':
      return `${bound} or more`;
    case 'change': {
      const way = { up: 'up', down: 'down', either: 'up or down' }[condition.direction];
      return `${way} ${bound} or less on ${againstText(condition)}`;
    }
    default:
      return assertUnreachable(condition);
  }
}

function levelParts(rule: AlertRule, severity: Severity, names: Names): SentencePart[] {
  const lasting = rule.condition[severity]?.for ?? 0;
  const onEnd = lasting > 0 ? `, for ${spellLength(rule.condition[severity]?.for ?? rule.every)} on end` : '';
  return [
    { text: boundText(rule, severity), tone: severity },
    { text: `${onEnd}, ${SEVERITIES[severity]} and ${toldText(rule, severity, names)}` },
  ];
}

/** What becomes of a window without a value. */
function noDataText(rule: AlertRule, names: Names): string {
  const worst = levelsOf(rule.condition).at(-1);
  switch (rule.noData) {
    case 'ok':
      return 'To have no value is fine.';
    case 'keep':
      return 'Without a value it stays as it was.';
    case 'fire':
      return `To have no value is ${worst === 'critical' ? 'critical' : 'a warning'}.`;
    case 'noData':
      return `Without a value it has no data, and ${toldText(rule, 'noData', names)}.`;
    default:
      return assertUnreachable(rule.noData);
  }
}

/** Windows with fewer records are not judged; '' where any are, or where there are none to count. */
function leastText({ ask, least }: AlertRule): string {
  return least !== undefined && hasRecords(ask) ? `, with at least ${formatInteger(least)} records,` : '';
}

/**
 * What `rule` does. `channelNames`: by id. Pieces are to be set one after another as they are, spaces and all. Warn comes before
 * critical, as in the form.
 */
export function sentence(rule: AlertRule, channelNames: Names): readonly SentencePart[] {
  const levels = levelsOf(rule.condition);
  if (levels.length === 0) return [{ text: 'No threshold is set, so it never fires.' }];
  const groups = groupsText(rule.ask);
  const aside = rule.ask.kind === 'pair' || rule.ask.kind === 'first';
  const asks = `${askText(rule.ask)}${aside ? ',' : ''} over ${spellLength(rule.over)}${leastText(rule)}`;
  const parts: SentencePart[] = [{ text: `When ${groups === '' ? '' : `${groups} `}${asks} is ` }];
  levels.forEach((severity, index) => {
    if (index > 0) parts.push({ text: '; ' });
    parts.push(...levelParts(rule, severity, channelNames));
  });
  const hears = levels.some((severity) => listens(rule, severity));
  const again = !hears
    ? '. It fires until it is '
    : rule.repeat > 0
      ? `; again ${spellEvery(rule.repeat)} until it is `
      : ', once. It fires until it is ';
  const lasting = rule.keepFiring > 0 ? ` for ${spellLength(rule.keepFiring)}` : '';
  parts.push({ text: again }, { text: recoverText(rule), tone: 'ok' }, { text: `${lasting}. ${noDataText(rule, channelNames)}` });
  if (listens(rule, 'error')) parts.push({ text: ` When the query fails, ${toldText(rule, 'error', channelNames)}.` });
  if (rule.paused) parts.push({ text: ' It is paused: nothing is judged and nobody is told.' });
  return parts;
}
