/** Severities of logs as they are shown: OpenTelemetry's numbers in four steps. */
import { LEVELS } from '@/lib/query/filter-value';

export interface Severity {
  readonly name: 'error' | 'warn' | 'info' | 'debug';
  /** The least severity number of it. */
  readonly from: number;
  /** The class of its text. */
  readonly tone: string;
  /** The colour of its mark. */
  readonly colour: string;
}

const DEBUG: Severity = { name: 'debug', from: 0, tone: 'text-fg-3', colour: 'color-mix(in srgb, var(--info) 45%, var(--page))' };

/** From the worst down; the last one has those without a severity, too. */
export const SEVERITIES: readonly Severity[] = [
  { name: 'error', from: LEVELS.error, tone: 'text-error', colour: 'var(--error)' },
  { name: 'warn', from: LEVELS.warn, tone: 'text-warn', colour: 'var(--warn)' },
  { name: 'info', from: LEVELS.info, tone: 'text-fg-2', colour: 'color-mix(in srgb, var(--s1) 65%, var(--page))' },
  DEBUG,
];

/** The step that a severity number is in. */
export function severityOf(number: number): Severity {
  return SEVERITIES.find(({ from }) => number >= from) ?? DEBUG;
}

/** What the sender called it, else the name of its step; '' for a log without any. */
export function severityText(number: number, text: string): string {
  if (text !== '') return text.toLowerCase();
  return number === 0 ? '' : severityOf(number).name;
}
