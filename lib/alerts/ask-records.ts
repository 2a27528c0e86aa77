/** Which questions are of records that can be counted beside their value: of spans and of logs. */
import type { AlertAsk } from '@/lib/model/alert';

/** Whether one question by itself is of records. */
export function countsRecords(ask: Exclude<AlertAsk, { kind: 'first' }>): boolean {
  return ask.kind === 'spec' && ['spans', 'logs'].includes(ask.spec.source.signal);
}

/** Whether `ask`, or one of its alternatives, is: there a rule's `least` matters. */
export function hasRecords(ask: AlertAsk): boolean {
  return ask.kind === 'first' ? ask.of.some(countsRecords) : countsRecords(ask);
}
