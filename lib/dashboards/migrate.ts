/** Saved dashboards of any version → the current one. */
import { z } from 'zod';
import { fail, ok, type Result } from '@/lib/base/result';
import { Dashboard, DASHBOARD_VERSION } from '@/lib/model/dashboard';

export type MigrationFailure =
  | { readonly kind: 'unknownVersion'; readonly message: string; readonly version: unknown }
  | { readonly kind: 'invalid'; readonly message: string };

const Versioned = z.object({ version: z.unknown() });

/** The dashboard in `document`, brought up to the current version; a newer or broken one is a failure that says why. */
export function migrate(document: unknown): Result<Dashboard, MigrationFailure> {
  const versioned = Versioned.safeParse(document);
  if (!versioned.success) return fail({ kind: 'invalid', message: 'This is not a dashboard: it has no version.' });
  const { version } = versioned.data;
  switch (version) {
    case 1:
      return current(fromVersion1(document));
    case DASHBOARD_VERSION:
      return current(document);
    default:
      return fail({
        kind: 'unknownVersion',
        version,
        message: `This dashboard has version ${JSON.stringify(version)}; this Hearth reads versions up to ${DASHBOARD_VERSION}. A newer Hearth may have saved it.`,
      });
  }
}

/** Version 1 knew only variables over a field's values. */
const Version1 = z.looseObject({ variables: z.array(z.looseObject({})) });

/** What isn't even that is left as it is: the schema says what is wrong with it. */
function fromVersion1(document: unknown): unknown {
  const found = Version1.safeParse(document);
  if (!found.success) return document;
  return { ...found.data, version: DASHBOARD_VERSION, variables: found.data.variables.map((variable) => ({ kind: 'field', ...variable })) };
}

function current(document: unknown): Result<Dashboard, MigrationFailure> {
  const parsed = Dashboard.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  return fail({ kind: 'invalid', message: `This dashboard is broken${where}: ${issue?.message ?? 'no reason given'}.` });
}
