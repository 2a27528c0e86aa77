'use client';

/** Alert rules: how they are asked for and changed. Every function throws ApiError. */
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { MINUTE, SECOND } from '@/lib/base/time';
import { get, write } from '@/lib/client/api';
import type {
  Activity,
  ActivityAsk,
  AlertListing,
  AlertSummary,
  BackTest,
  BackTestAsk,
  ImportedRule,
  RuleChange,
  RuleCondition,
  Sparklines,
} from '@/lib/model/alert-api';
import type { Delivery } from '@/lib/model/alert-notification';
import type { Change } from '@/lib/model/alert-state';
import type { ChangeAsk, DeliveryAsk, SavedRule } from '@/lib/model/alert-store';

/** What everything about alerts is cached under: rules, silences and channels. */
export const ALERTS_KEY = ['alerts'] as const;

/** Rules run every 10 s at the most, so nothing newer can be there before. */
const REFRESH = 10 * SECOND;

const at = (id: string, part = '') => `/api/alerts/${encodeURIComponent(id)}${part}`;

/** `ask` as a query string; what is undefined stays out. */
function searchOf(ask: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(ask)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** Every rule with its state, asked again every 10 s while the page is seen. */
export function alertsOptions() {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'list'],
    queryFn: ({ signal }) => get<AlertSummary[]>('/api/alerts', signal),
    refetchInterval: REFRESH,
    staleTime: REFRESH,
  });
}

/** Every rule with its groups that fire, asked again every 30 s while the page is seen. */
export function firingGroupsOptions() {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'list', 'firing'],
    queryFn: ({ signal }) => get<AlertListing[]>('/api/alerts?groups=firing', signal),
    refetchInterval: 3 * REFRESH,
    staleTime: REFRESH,
  });
}

/** Ids of the rules in which, or in whose groups, all of these words occur; what was found before stays until the new ones are there. */
export function ruleSearchOptions(words: string) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'search', words],
    queryFn: async ({ signal }) => new Set(await get<string[]>(`/api/alerts/search${searchOf({ words })}`, signal)),
    placeholderData: keepPreviousData,
    refetchInterval: 3 * REFRESH,
    gcTime: MINUTE,
  });
}

/** How long rules fired, step by step up to now; what was there before stays until the new is there. */
export function activityOptions({ length, step }: ActivityAsk) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'activity', length, step],
    queryFn: ({ signal }) => get<Activity>(`/api/alerts/activity${searchOf({ length, step })}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE,
  });
}

/** How the worst value of each rule went over the last three hours, asked again every minute. */
export function sparklinesOptions() {
  return queryOptions({
    queryKey: ['alert-sparklines'],
    queryFn: ({ signal }) => get<Sparklines>('/api/alerts/sparklines', signal),
    refetchInterval: MINUTE,
    staleTime: MINUTE,
  });
}

/** How many rules are in each state, asked again every 30 s while the page is seen: every page asks for it. */
export function conditionsOptions() {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'conditions'],
    queryFn: ({ signal }) => get<Partial<Record<RuleCondition, number>>>('/api/alerts/conditions', signal),
    refetchInterval: 3 * REFRESH,
    staleTime: REFRESH,
  });
}

/** One rule with its state, asked again every 10 s while the page is seen. */
export function alertOptions(id: string) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'rule', id],
    queryFn: ({ signal }) => get<AlertListing>(at(id), signal),
    refetchInterval: REFRESH,
  });
}

/** Every revision of a rule, newest first. */
export function ruleRevisionsOptions(id: string) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'revisions', id],
    queryFn: ({ signal }) => get<SavedRule[]>(at(id, '/revisions'), signal),
  });
}

/** What groups came from one state into another, newest first; the list before stays until the new one is there. */
export function changesOptions(ask: ChangeAsk) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'changes', ask],
    queryFn: ({ signal }) => get<Change[]>(`/api/alerts/changes${searchOf({ ...ask })}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH,
    gcTime: MINUTE,
  });
}

/** What was sent, or is about to be, newest first. */
export function deliveriesOptions(ask: DeliveryAsk) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, 'deliveries', ask],
    queryFn: ({ signal }) => get<Delivery[]>(`/api/alerts/deliveries${searchOf({ ...ask })}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH,
    gcTime: MINUTE,
  });
}

/** What a rule would have done in a range. While a new answer is under way `data` is the old one: show it dimmed. */
export function backTestOptions(ask: BackTestAsk) {
  return queryOptions({
    queryKey: ['back-test', ask],
    queryFn: ({ signal }) => write<BackTest>('POST', '/api/alerts/back-test', ask, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: MINUTE,
  });
}

/** Asks anew for all that is shown of alerts, after something of them has changed. */
export function useRenewAlerts(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ALERTS_KEY }), [client]);
}

/** Keeps a new rule; its id is made from its title where it is ''. */
export function createRule(change: RuleChange): Promise<SavedRule> {
  return write('POST', '/api/alerts', change);
}

/** Keeps a rule's next revision. Refused with fault `conflict` where someone else saved since `basedOn`. */
export function saveRule(change: RuleChange): Promise<SavedRule> {
  return write('PUT', at(change.rule.id), change);
}

/** Deletes a rule; its history stays. */
export function deleteRule(id: string): Promise<unknown> {
  return write('DELETE', at(id), {});
}

/** Pauses a rule, or lets it run again. */
export function pauseRule(id: string, paused: boolean): Promise<unknown> {
  return write('POST', at(id, '/pause'), { paused });
}

/** Puts a rule that came with Hearth back to how it came, as its next revision. */
export function restoreRule(id: string): Promise<SavedRule> {
  return write('POST', at(id, '/restore'), {});
}

/** Puts a dead delivery back into the queue. */
export function deliverAgain(id: string, channelId: string): Promise<unknown> {
  return write('POST', '/api/alerts/deliveries/again', { id, channelId });
}

/** Where rules are downloaded as YAML: these, or all. */
export function rulesAddress(ids: readonly string[] = []): string {
  return `/api/alerts/export${searchOf({ ids: ids.length === 0 ? undefined : ids.join(',') })}`;
}

/** Keeps the rules of a YAML text; what became of each. Rules that a person changed or deleted since are refused, unless `force`. */
export function importRules(text: string, force = false): Promise<ImportedRule[]> {
  return write('POST', '/api/alerts/import', { text, force });
}
