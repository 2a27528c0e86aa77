import { sql } from '@/lib/sql/sql';

/** Tells logs apart that happened in the same nanosecond: they have no id of their own. Two of the same are one. */
export const LOG_ID = sql`cityHash64(TraceId, SpanId, ServiceName, SeverityNumber, Body, EventName, LogAttributes)`;
