/** Many questions' answers as lines of JSON, each as soon as it is there. */
import type { Answer } from '@/lib/model/answer';
import type { ErrorBody } from '@/lib/model/api';
import type { AnswerLine } from '@/lib/model/query-batch';

/**
 * Questions of one request that are under way at once: as many as a browser has requests to one host, so that a page of
 * seventy panels does not stand in the store's queue before everyone else's.
 */
const SIDE_BY_SIDE = 6;

/**
 * A line for each of `questions`, begun in their order and told in the order in which they are answered. A question that
 * fails has a line that says how (`explain`), and the others go on. No further one is begun before the caller takes a line.
 */
export async function* answerLines(
  questions: readonly unknown[],
  answer: (question: unknown) => Promise<Answer>,
  explain: (cause: unknown) => { readonly status: number; readonly error: ErrorBody['error'] },
): AsyncGenerator<string, void, undefined> {
  const underWay = new Map<number, Promise<AnswerLine>>();
  const begin = (n: number) =>
    answer(questions[n]).then(
      (answer) => ({ n, answer }),
      (cause: unknown) => ({ n, ...explain(cause) }),
    );
  for (let next = 0; next < questions.length || underWay.size > 0;) {
    for (; next < questions.length && underWay.size < SIDE_BY_SIDE; next++) underWay.set(next, begin(next));
    const line = await Promise.race(underWay.values());
    underWay.delete(line.n);
    yield `${JSON.stringify(line)}\n`;
  }
}
