/** What the pages ask, on its way: one question a request, or several that travel together. */
import type { Page, Request } from '@playwright/test';
import type { ErrorBody, QueryRequest } from '@/lib/model/api';
import type { Query } from '@/lib/model/query';
import type { AnswerLine } from '@/lib/model/query-batch';

type Picks = (query: Query) => boolean;

/** The questions of a request to `/api/query`. */
export function questionsOf(request: Request): readonly QueryRequest[] {
  const body = request.postDataJSON() as QueryRequest | { readonly queries: readonly QueryRequest[] };
  return 'queries' in body ? body.queries : [body];
}

/** Has the questions that are picked fail with 400; Hearth answers all others, also those that travel with them. */
export async function failQuestions(page: Page, picks: Picks, failure: ErrorBody): Promise<void> {
  await page.route('**/api/query', async (route) => {
    const questions = questionsOf(route.request());
    if (!questions.some(picks)) return route.continue();
    if (questions.length === 1) return route.fulfill({ status: 400, json: failure });
    const answered = await route.fetch();
    const lines = (await answered.text())
      .trimEnd()
      .split('\n')
      .map((text) => {
        const line = JSON.parse(text) as AnswerLine;
        const question = questions[line.n];
        return question && picks(question) ? { n: line.n, status: 400, error: failure.error } : line;
      });
    return route.fulfill({ status: 200, body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') });
  });
}
