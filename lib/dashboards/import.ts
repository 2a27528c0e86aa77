/** Documents from elsewhere → dashboards, with a report of what did not carry over. */
import { fail, ok, type Result } from '@/lib/base/result';
import { importPerses, isPerses } from '@/lib/dashboards/import-perses';
import { migrate } from '@/lib/dashboards/migrate';
import type { ImportedDashboard } from '@/lib/model/saved-dashboard';

/** The dashboard in `document`, whatever wrote it; the error is a sentence for a person. */
export function importDashboard(document: unknown): Result<ImportedDashboard, string> {
  if (isPerses(document)) return importPerses(document);
  const read = migrate(document);
  if (!read.ok) return fail(read.error.message);
  return ok({ dashboard: { ...read.value, prebuilt: false }, format: 'hearth', report: [] });
}
