/** From a panel to the queries that fill it, and from their answers to its parts. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { present } from '@/lib/base/assert';
import { SECOND, type TimeRange } from '@/lib/base/time';
import { panelAsks, type PanelAsk, type Role } from '@/lib/dashboards/ask';
import type { Answer } from '@/lib/model/answer';
import type { Choices, Panel } from '@/lib/model/dashboard';
import type { Query } from '@/lib/model/query';
import { bind } from '@/lib/query/bind';
import { alignRange, chooseStep, previousRange } from '@/lib/query/frame';
import { askTogether } from '@/components/dashboards/ask-together';
import { pairAnswers, type Part, type Parts } from '@/components/views/filled';

/** Steps across a chart at most. */
const LINE_POINTS = 120;
/** Fewer for bars and cells, which need room, and for the small line under a figure. */
const COARSE_POINTS = 60;

function pointsOf({ view }: Panel): number {
  return view.kind === 'timeseries' && view.mark !== 'bar' ? LINE_POINTS : COARSE_POINTS;
}

export interface Question {
  readonly role: Role;
  readonly op: PanelAsk['op'];
  readonly queries: readonly Query[];
}

/** What `panel` asks in `range` with the chosen values. Ranges are widened to whole steps, so that charts begin and end with whole ones. */
export function panelQuestions(panel: Panel, choices: Choices, range: TimeRange): Question[] {
  const step = chooseStep(range, pointsOf(panel));
  const current = alignRange(range, step);
  return panelAsks(panel).map(({ role, window, specs, op }) => {
    const frame = { range: window === 'current' ? current : previousRange(current), step };
    return { role, op, queries: specs.map((spec) => bind(spec, choices, frame)) };
  });
}

export interface Answered {
  readonly questions: readonly Question[];
  /** In the order of all questions' queries. */
  readonly answers: readonly Answer[];
}

/** All of a panel's answers as one: it loads, fails and grows old as a whole. The answers carry the questions that they are for. */
export function panelOptions(questions: readonly Question[]) {
  return queryOptions({
    queryKey: ['answer', 'panel', questions],
    queryFn: async ({ signal }): Promise<Answered> => {
      const answers = await Promise.all(questions.flatMap(({ queries }) => queries.map((query) => askTogether(query, signal))));
      return { questions, answers };
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60 * SECOND,
  });
}

/** The answers by their role in the view, pairs put together. Throws where a pair does not fit together. */
export function panelParts({ questions, answers }: Answered): Parts {
  let next = 0;
  const part = (query: Query): Part => ({ query, answer: present(answers[next++], 'an answer for each query') });
  return new Map(
    questions.map(({ role, op, queries }) => {
      const [left, right] = queries.map(part);
      const first = present(left, 'a query for each question');
      return [role, right && op ? pairAnswers(first, right, op) : first] as const;
    }),
  );
}
