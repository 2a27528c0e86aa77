/** The rules that come with Hearth. */
import type { AlertRule } from '@/lib/model/alert';

export const PREBUILT_RULES: readonly AlertRule[] = [];
