/** What a new dashboard begins with. Checks with Zod: for the server. */
import { z } from 'zod';
import { fail, ok, type Result } from '@/lib/base/result';
import { addPanel } from '@/lib/dashboards/edit-panels';
import { DASHBOARD_VERSION, Panel, type Dashboard } from '@/lib/model/dashboard';

/** Nothing yet, but a place for panels. Its slug is a stand-in: the one that it is saved under comes from its title. */
export function emptyDashboard(): Dashboard {
  return {
    version: DASHBOARD_VERSION,
    slug: 'new',
    title: 'New dashboard',
    description: '',
    prebuilt: false,
    folder: '',
    tags: [],
    variables: [],
    sections: [{ title: '', folded: false, panels: [] }],
  };
}

/** `dashboard` as the beginning of another one: nobody's but the copier's. */
export function copyOf(dashboard: Dashboard): Dashboard {
  return { ...dashboard, title: `${dashboard.title} (copy)`.slice(0, 200), prebuilt: false };
}

/** `dashboard` with the panel that an address carries as JSON in its first section; the error says what is wrong with the panel. */
export function withPanelText(dashboard: Dashboard, text: string): Result<Dashboard, string> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    return fail(`The panel in the address is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const parsed = Panel.safeParse(document);
  if (!parsed.success) return fail(`The panel in the address does not fit: ${z.prettifyError(parsed.error)}`);
  return ok(addPanel(dashboard, 0, parsed.data).dashboard);
}
