import { SaveDashboard, Slugged, type SaveConflict } from '@/lib/model/saved-dashboard';
import { requireDashboard, saveDashboard, setDeleted } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** The newest revision of a dashboard. */
export const GET = route({
  may: 'dashboards:read',
  input: Slugged,
  handler: ({ input, services }) => requireDashboard(services.dashboards, input.slug),
});

/** Keeps a revision; one that is based on a stale one is answered with the newest. */
export const PUT = route({
  may: 'dashboards:write',
  input: SaveDashboard.extend(Slugged.shape),
  handler: async ({ input: { slug, ...save }, services }) => {
    const saved = await saveDashboard(services.dashboards, slug, save);
    if (saved.ok) return saved.value;
    const message = `${saved.error.dashboard.title} was saved by someone else since: its newest revision is ${saved.error.revision}.`;
    return Response.json({ error: { fault: 'conflict', message }, current: saved.error } satisfies SaveConflict, { status: 409 });
  },
});

/** Deletes a dashboard; `restore` brings it back. */
export const DELETE = route({
  may: 'dashboards:write',
  input: Slugged,
  handler: async ({ input, services }) => {
    await setDeleted(services.dashboards, input.slug, true);
    return {};
  },
});
