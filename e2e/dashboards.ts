/** Dashboards of a Hearth under test, over its API. */
import { expect } from '@playwright/test';
import type { TestHearth } from '@/e2e/hearth';
import { Dashboard, type Panel } from '@/lib/model/dashboard';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';

/** Asks the API of dashboards; `at` goes on after `/api/dashboards`. */
export async function askDashboards<T>(
  hearth: TestHearth,
  method: string,
  at: string,
  body?: unknown,
): Promise<{ status: number; body: T }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { origin: hearth.app, 'content-type': 'application/json' };
  const response = await fetch(`${hearth.app}/api/dashboards${at}`, { method, headers, ...sent });
  return { status: response.status, body: (await response.json()) as T };
}

/** A panel that shows a text. */
export function notePanel(id: string, markdown: string): Panel {
  return {
    id,
    title: id,
    note: '',
    at: { x: 0, y: 0, w: 6, h: 4 },
    ask: { kind: 'nothing' },
    view: { kind: 'text', markdown },
    empty: '',
  };
}

/** A dashboard with one panel that says hello. */
export function dashboardOf(title: string, over: Partial<Dashboard> = {}): Dashboard {
  const sections = [{ title: '', folded: false, panels: [notePanel('first', 'Hello')] }];
  return Dashboard.parse({ version: 2, slug: 'any', title, variables: [], sections, ...over });
}

/** Keeps such a dashboard and says its slug. */
export async function keepDashboard(hearth: TestHearth, title: string, over: Partial<Dashboard> = {}): Promise<string> {
  const made = { dashboard: dashboardOf(title, over), note: 'made' };
  const { status, body } = await askDashboards<SavedDashboard>(hearth, 'POST', '', made);
  expect(status).toBe(201);
  return body.dashboard.slug;
}
