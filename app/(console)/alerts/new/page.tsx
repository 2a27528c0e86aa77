import type { Metadata } from 'next';
import { NewAlertPage } from '@/components/alerts/editor/new-alert-page';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { copyOfRule, ruleFromStart } from '@/lib/alerts/start-text';
import { fail, ok, type Result } from '@/lib/base/result';
import type { PageParams } from '@/lib/client/time-params';
import type { AlertRule } from '@/lib/model/alert';
import { services } from '@/lib/server/services';

export const metadata: Metadata = { title: 'New rule' };

async function startOf({ copy, start }: PageParams): Promise<Result<AlertRule, string>> {
  if (typeof copy === 'string') {
    const saved = await services().alerts.rules.get(copy);
    return saved ? ok(copyOfRule(saved.rule)) : fail(`There is no alert ${copy} to copy.`);
  }
  return typeof start === 'string' ? ruleFromStart(start) : ok(EMPTY_RULE);
}

/** A rule to be made: an empty one, a copy of another (`?copy=id`), or with a question that the address carries (`?start=…`). */
export default async function Page({ searchParams }: { searchParams: Promise<PageParams> }) {
  const params = await searchParams;
  const started = await startOf(params);
  const key = [params['copy'], params['start']].filter((part) => typeof part === 'string').join(' ');
  return (
    <NewAlertPage
      key={key}
      rule={started.ok ? started.value : EMPTY_RULE}
      fault={started.ok ? undefined : started.error}
      place={`/alerts/new${placeOf(params)}`}
    />
  );
}

/** The same page again: for whoever goes on with what they left behind. */
function placeOf({ copy, start }: PageParams): string {
  const own = Object.entries({ copy, start }).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return own.length === 0 ? '' : `?${new URLSearchParams(own).toString()}`;
}
