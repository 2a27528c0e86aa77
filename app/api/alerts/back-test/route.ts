import { backTest } from '@/lib/alerts/back-test';
import { DAY, millis } from '@/lib/base/time';
import { BackTestAsk } from '@/lib/model/alert-api';
import { RouteError, route } from '@/lib/server/route';

const LONGEST = 14 * DAY;

export const POST = route({
  may: ({ rule }) => (rule.ask.kind === 'sql' ? 'sql:run' : 'alerts:read'),
  input: BackTestAsk,
  handler: ({ input: { rule, from, to }, services, signal }) => {
    if (!(from < to)) throw new RouteError(400, 'invalid', 'The time to look back at must end after it starts.');
    if (to - from > LONGEST) throw new RouteError(400, 'invalid', 'A rule can be tried on at most 14 days.');
    return backTest(rule, { from: millis(from), to: millis(to) }, (query) => services.answers.ask(query, undefined, signal), signal);
  },
});
