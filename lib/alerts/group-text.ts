/** What the groups of a rule are called. */
import { labelText } from '@/lib/charts/names';
import { alternativesOf, specsOf } from '@/lib/dashboards/ask-specs';
import type { AlertAsk } from '@/lib/model/alert';
import type { AlertLabels } from '@/lib/model/alert-state';
import { fieldFromName, fieldName } from '@/lib/query/field-name';

/** Names of the labels that groups of `ask` have, in order; undefined where only its answer says so: SQL. */
export function labelNames(ask: AlertAsk): readonly string[] | undefined {
  if (ask.kind === 'sql') return undefined;
  return [...new Set(alternativesOf(ask).flatMap((each) => specsOf(each)[0].by.map(fieldName)))];
}

/** A group by its labels' values, `api · GET /users`; '' for a question without groups. */
export function groupText(labels: AlertLabels): string {
  return Object.entries(labels)
    .map(([name, value]) => labelText(value, fieldFromName(name)))
    .join(' · ');
}
