/** Logs and span events of a trace as one list. */
import { nanosFromText, type NanosText } from '@/lib/base/time';
import type { LogRow } from '@/lib/model/answer';
import type { SpanDetail } from '@/lib/model/trace';
import { LEVELS } from '@/lib/query/filter-value';

export interface LogEntry {
  readonly kind: 'log' | 'event';
  readonly time: NanosText;
  readonly service: string;
  /** OpenTelemetry severity number, 0 when not given. Span events have none of their own: an exception counts as an error. */
  readonly severity: number;
  readonly severityText: string;
  readonly name: string;
  readonly text: string;
  /** The span that it belongs to, '' for none. */
  readonly spanId: string;
}

/** The events of a span as entries, in their order. */
export function eventEntries({ service, spanId, events }: SpanDetail): LogEntry[] {
  return events.map(({ time, name, attributes }) => {
    const value = (key: string): string => attributes.find((attribute) => attribute.key === key)?.text ?? '';
    const exception = name === 'exception';
    const said = [value('exception.type'), value('exception.message')].filter((part) => part !== '').join(': ');
    return {
      ...({ kind: 'event', time, service, name, spanId } as const),
      severity: exception ? LEVELS.error : LEVELS.info,
      severityText: 'event',
      text: exception && said !== '' ? said : attributes.map(({ key, text }) => `${key}=${text}`).join(' '),
    };
  });
}

/**
 * Both in order of time; a log before an event of the same nanosecond. `hasMore`: later logs are not read yet, so that events
 * behind the last log wait for them.
 */
export function merged(logs: readonly LogRow[], events: readonly LogEntry[], hasMore: boolean): LogEntry[] {
  const fromLogs = logs.map(({ time, service, severity, severityText, eventName, body, spanId }): LogEntry => ({
    ...({ kind: 'log', time, service, severity, severityText, name: eventName } as const),
    ...{ text: body, spanId },
  }));
  const last = logs.at(-1);
  const until = hasMore && last ? nanosFromText(last.time) : undefined;
  return [...fromLogs, ...events]
    .map((entry) => ({ entry, at: nanosFromText(entry.time) }))
    .filter(({ entry, at }) => entry.kind === 'log' || until === undefined || at <= until)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ entry }) => entry);
}

/** Events that hold `text`, case ignored, and are of at least this severity. */
export function filteredEvents(events: readonly LogEntry[], text: string, severity: number): readonly LogEntry[] {
  const wanted = text.trim().toLowerCase();
  return events.filter((event) => event.severity >= severity && `${event.name} ${event.text}`.toLowerCase().includes(wanted));
}
