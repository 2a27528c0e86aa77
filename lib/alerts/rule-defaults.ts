import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';

/**
 * What a rule does where nothing else is said: it is judged every minute over 5 minutes, and told of again every 4 hours. What the model
 * fills in by itself is the same.
 */
export const RULE_DEFAULTS = {
  version: 1,
  description: '',
  prebuilt: false,
  every: MINUTE,
  over: millis(5 * MINUTE),
  delay: millis(0),
  keepFiring: millis(0),
  noData: 'keep',
  tell: [],
  repeat: millis(4 * HOUR),
  mostGroups: 100,
  labels: {},
  runbook: '',
  message: '',
  paused: false,
} as const satisfies Partial<AlertRule>;
