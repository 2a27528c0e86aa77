/** `POST /api/query`: answers one question, or, line by line, several that a page asks at the same moment. */
import { z } from 'zod';
import type { Answer } from '@/lib/model/answer';
import { QueryRequest } from '@/lib/model/api';
import { MOST_QUERIES } from '@/lib/model/query-batch';
import { answerLines } from '@/lib/server/answer-lines';
import { check, failureOf, permit, route } from '@/lib/server/route';
import type { Services } from '@/lib/server/services';
import { STREAMED } from '@/lib/server/streamed';
import { textStream } from '@/lib/server/text-stream';

/** Where it is asked. */
export const QUERY_PATH = '/api/query';

export const queryRoute = route({
  // what a question needs beyond that depends on the question
  may: 'telemetry:read',
  // questions are checked one by one: one that does not fit must not take the others with it
  input: z.looseObject({ queries: z.array(z.unknown()).min(1).max(MOST_QUERIES).optional() }),
  handler: async ({ input, services, signal }) => {
    if (input.queries === undefined) return answerOne(input, services, signal);
    const lines = answerLines(
      input.queries,
      (question) => answerOne(question, services, signal),
      (cause) => failureOf(cause, QUERY_PATH, signal),
    );
    return new Response(await textStream(lines, signal), {
      headers: { ...STREAMED, 'content-type': 'application/x-ndjson; charset=utf-8' },
    });
  },
});

async function answerOne(question: unknown, { answers }: Services, signal: AbortSignal): Promise<Answer> {
  const { spec, frame, maxAge } = check(QueryRequest, question);
  permit(spec.kind === 'native' ? 'sql:run' : 'telemetry:read');
  return answers.ask({ spec, frame }, maxAge, signal);
}
