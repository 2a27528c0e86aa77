/** The answers to questions that travelled together, as they come. */
import { present } from '@/lib/base/assert';
import { ApiError } from '@/lib/client/api';
import type { AnswerLine } from '@/lib/model/query-batch';

/** Each line of `response` as soon as it is whole. Throws ApiError where the connection breaks before `expected` have come. */
export async function* readAnswers(response: Response, expected: number, signal: AbortSignal): AsyncGenerator<AnswerLine, void, undefined> {
  const reader = present(response.body, 'the body of an answer').pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let told = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw signal.aborted ? cause : broken();
    });
    if (done) break;
    // looked for in what is new alone: a long line comes in many pieces
    const end = value.lastIndexOf('\n');
    if (end === -1) {
      rest += value;
      continue;
    }
    const lines = (rest + value.slice(0, end)).split('\n');
    rest = value.slice(end + 1);
    for (const line of lines) yield JSON.parse(line) as AnswerLine;
    told += lines.length;
  }
  if (told < expected) throw broken();
}

function broken(): ApiError {
  return new ApiError(0, { fault: 'unreachable', message: 'The connection to Hearth broke before this was answered. Try again.' });
}
