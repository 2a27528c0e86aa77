/** The alerts that come with Hearth. They ask what the prebuilt dashboards ask, for every environment, service and tenant. */
import { HIGH_ERROR_RATE, SLOW_RESPONSES, ERROR_BURST } from '@/lib/alerts/prebuilt-requests';
import { DATABASE_CONNECTIONS, DISK_FULL, QUEUE_BACKUP, REFUSED_RECORDS } from '@/lib/alerts/prebuilt-infrastructure';
import { MODEL_COST, QUOTA_EXCEEDED } from '@/lib/alerts/prebuilt-business';
import { EVENT_STREAMS, NOBODY_LISTENING, PUBLISH_LATENCY, STREAM_FAILURES } from '@/lib/alerts/prebuilt-streams';
import type { AlertRule } from '@/lib/model/alert';

export const PREBUILT_RULES: readonly AlertRule[] = [
  HIGH_ERROR_RATE,
  SLOW_RESPONSES,
  STREAM_FAILURES,
  QUEUE_BACKUP,
  DATABASE_CONNECTIONS,
  QUOTA_EXCEEDED,
  PUBLISH_LATENCY,
  NOBODY_LISTENING,
  EVENT_STREAMS,
  ERROR_BURST,
  MODEL_COST,
  DISK_FULL,
  REFUSED_RECORDS,
];
