/** What a change says, in words. */
import type { Tone } from '@/components/ui/pill';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertState, Change } from '@/lib/model/alert-state';
import type { Severity } from '@/lib/model/alert';
import { boundText, valueText } from '@/lib/alerts/bound-text';

const WORDS: Readonly<Record<AlertState, string>> = {
  ok: 'ok',
  pending: 'pending',
  firing: 'firing',
  noData: 'no data',
  error: 'query failed',
};

/** A state in a word: one that fires is called by how bad it is. */
export function stateWord(state: AlertState, severity: Severity | undefined): string {
  if (state === 'firing') return severity === 'warn' ? 'warning' : 'critical';
  return WORDS[state];
}

/** How a state looks. */
export function stateTone(state: AlertState, severity: Severity | undefined): Tone {
  switch (state) {
    case 'firing':
      return severity === 'warn' ? 'warn' : 'error';
    case 'pending':
      return 'warn';
    case 'error':
      return 'error';
    case 'noData':
      return 'run';
    case 'ok':
      return 'ok';
  }
}

/** Why a group changed: what was said of it, or how its value stands to the bound that it passed. */
export function whyText(rule: Pick<AlertRule, 'condition' | 'unit'>, { reason, to, severity, from, fromSeverity }: Change): string {
  if (reason !== undefined) return reason;
  switch (to) {
    case 'firing':
    case 'pending':
      return severity ? boundText(rule, severity) : '';
    case 'noData':
      return 'no value in the window';
    case 'ok': {
      if (from === 'error') return 'the query works again';
      if (from === 'noData') return 'a value again';
      return fromSeverity && boundText(rule, fromSeverity) !== '' ? `no longer ${boundText(rule, fromSeverity)}` : '';
    }
    case 'error':
      return 'the query failed';
  }
}

/** The value that it was judged by, with its unit; '' without one. */
export function changeValue(rule: Pick<AlertRule, 'condition' | 'unit'>, { value }: Change): string {
  return value === null ? '' : valueText(rule, value);
}

/** Kinds of changes that a history can be narrowed to: what a group became. */
export const CHANGE_KINDS = ['firing', 'pending', 'ok', 'noData', 'error'] as const satisfies readonly AlertState[];

export const KIND_LABELS: Readonly<Record<AlertState, string>> = {
  firing: 'began to fire',
  pending: 'pending',
  ok: 'ok again',
  noData: 'no data',
  error: 'query failed',
};
