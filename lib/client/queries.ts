/** How each resource is asked for and kept: one option factory per resource, for useQuery and prefetching. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { DAY, HOUR, millis, millisFromNanos, nanosFromText, SECOND, type NanosText, type TimeRange } from '@/lib/base/time';
import { fetchExemplars, fetchLinksTo, fetchSchema, fetchServiceMap, fetchSpan, fetchStatus, fetchSuggestions } from '@/lib/client/api';
import { heldSpan } from '@/lib/client/opened-file';
import { runQuery } from '@/lib/client/query-batch';
import type { Suggest } from '@/lib/model/backend';
import type { ExemplarAsk } from '@/lib/model/metric';
import type { Query } from '@/lib/model/query';

/**
 * The answer to one query. The range is part of the key and fixed between refreshes, so an answer never grows old by itself.
 * While a new one is under way `data` is the old one and `isPlaceholderData` is true: show it dimmed.
 */
export function answerOptions(query: Query) {
  return queryOptions({
    queryKey: ['answer', query],
    queryFn: ({ signal }) => runQuery(query, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60 * SECOND,
  });
}

/** The state of this Hearth, asked again every 2 s while the page is seen. */
export function statusOptions() {
  return queryOptions({ queryKey: ['status'], queryFn: ({ signal }) => fetchStatus(signal), refetchInterval: 2 * SECOND });
}

/** Keys or values to complete what is being typed; the list before stays until the new one is there. */
export function suggestOptions(ask: Suggest) {
  return queryOptions({
    queryKey: ['suggest', ask],
    queryFn: ({ signal }) => fetchSuggestions(ask, signal),
    placeholderData: keepPreviousData,
    staleTime: 30 * SECOND,
  });
}

/** Who calls whom. Kept like an answer, so that a refresh asks anew; the map before stays until the new one is there. */
export function serviceMapOptions(range: TimeRange, environments: readonly string[]) {
  return queryOptions({
    queryKey: ['answer', 'service-map', range, environments],
    queryFn: ({ signal }) => fetchServiceMap(range, environments, signal),
    placeholderData: keepPreviousData,
    staleTime: 10 * SECOND,
    gcTime: 60 * SECOND,
  });
}

/** Tables and columns that SQL can name. */
export function schemaOptions() {
  return queryOptions({ queryKey: ['schema'], queryFn: ({ signal }) => fetchSchema(signal), staleTime: 5 * 60 * SECOND });
}

/** Everything of one span. The span before stays, as placeholder, until this one is there. */
export function spanOptions(traceId: string, spanId: string) {
  return queryOptions({
    queryKey: ['span', traceId, spanId],
    queryFn: ({ signal }) => heldSpan(traceId, spanId) ?? fetchSpan(traceId, spanId, signal),
    placeholderData: keepPreviousData,
    staleTime: 60 * SECOND,
  });
}

/** How long before and after a span those that link to it are looked for. */
const LINKS_BEFORE = HOUR;
const LINKS_AFTER = DAY;

/** Spans that link to this one: from an hour before it to a day after. */
export function linksOptions(traceId: string, spanId: string, time: NanosText) {
  const at = Math.floor(millisFromNanos(nanosFromText(time)));
  const range = { from: millis(at - LINKS_BEFORE), to: millis(at + LINKS_AFTER) };
  return queryOptions({
    queryKey: ['links', traceId, spanId],
    queryFn: ({ signal }) => fetchLinksTo(traceId, spanId, range, signal),
    staleTime: 60 * SECOND,
  });
}

/** Examples of a metric's values, newest first. */
export function exemplarsOptions(ask: ExemplarAsk) {
  return queryOptions({
    queryKey: ['exemplars', ask],
    queryFn: ({ signal }) => fetchExemplars(ask, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60 * SECOND,
  });
}
