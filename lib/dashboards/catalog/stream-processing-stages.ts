/** What happens to a stream on its way: the stages, the tasks that workers run, and the queues in front of them. */
import {
  all,
  allChosen,
  ask,
  column,
  count,
  counted,
  errorsAbove,
  errorShare,
  failed,
  first,
  has,
  isOneOf,
  lines,
  metric,
  not,
  panel,
  quantile,
  senderChosen,
  series,
  SPANS,
  table,
  tableOf,
  value,
} from '@/lib/dashboards/catalog/panels';
import { queueDepth } from '@/lib/dashboards/catalog/queues';
import type { Section } from '@/lib/model/dashboard';
import type { Measure } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const stage = attribute('stage');
/** The spans that a stream's stages are, by name. */
const stageSpans = all(
  allChosen,
  isOneOf(
    record('name'),
    'probe_stream',
    'create_segments',
    'extract_keyframes',
    'analyze_content_segment',
    'should_create_highlight',
    'create_highlight',
  ),
);

const task = record('task');
/** Runs of a task (Celery, Temporal, ARQ), not the spans of those who only ask for one. */
const taskSpans = all(allChosen, has(task), not(isOneOf(record('kind'), 'Producer', 'Client')));
const metricFailed: Measure = { fn: 'ratio', where: isOneOf(attribute('status'), 'failed', 'failure', 'error') };

const STAGES_EMPTY = 'No stage has run. Send the histogram processing.duration {stage} in seconds, or spans such as probe_stream.';
const TASKS_EMPTY =
  'No task has run. Spans that name one fill this: celery.task_name, temporal.activity.type, temporal.workflow.type or arq.function.';

export const PROCESSING: Section = {
  title: 'Processing',
  folded: false,
  panels: [
    panel(
      'stages',
      'Stages',
      [0, 0, 6, 7],
      first(
        ask(table(metric('stageDuration'), senderChosen, [quantile(0.95, value), quantile(0.5, value), count], [stage]), 'seconds'),
        ask(table(SPANS, stageSpans, [quantile(0.95), quantile(0.5), count], [record('name')])),
      ),
      tableOf(['Stage'], column('p95', 'nanoseconds', 'bar'), column('p50', 'nanoseconds'), column('Runs', 'count')),
      { note: 'slowest first', empty: STAGES_EMPTY },
    ),
    panel(
      'stage-p95',
      'Stage p95',
      [6, 0, 6, 7],
      first(
        ask(series(metric('stageDuration'), senderChosen, [quantile(0.95, value)], [stage]), 'seconds'),
        ask(series(SPANS, stageSpans, [quantile(0.95)], [record('name')])),
      ),
      lines('nanoseconds', { scale: 'log' }),
      { note: 'log', empty: STAGES_EMPTY },
    ),
    panel(
      'tasks',
      'Tasks',
      [0, 7, 6, 7],
      first(
        ask(table(SPANS, taskSpans, [count, errorShare, quantile(0.5), quantile(0.95)], [task])),
        ask(
          table(metric('taskDuration'), allChosen, [count, metricFailed, quantile(0.5, value), quantile(0.95, value)], [attribute('task')]),
          'seconds',
        ),
      ),
      tableOf(
        ['Task'],
        column('Runs', 'count', 'bar'),
        column('Failures', 'ratio', 'text', errorsAbove),
        column('p50', 'nanoseconds'),
        column('p95', 'nanoseconds'),
      ),
      { note: 'Celery, Temporal, ARQ', empty: TASKS_EMPTY },
    ),
    panel(
      'task-p95',
      'Task p95',
      [6, 7, 6, 7],
      first(
        ask(series(metric('taskDuration'), allChosen, [quantile(0.95, value)], [attribute('task')]), 'seconds'),
        ask(series(SPANS, taskSpans, [quantile(0.95)], [task])),
      ),
      lines('nanoseconds', { scale: 'log' }),
      { note: 'log', empty: TASKS_EMPTY },
    ),
    panel('task-failures', 'Failed tasks', [0, 14, 6, 7], series(SPANS, all(taskSpans, failed), [count], [task]), counted(), {
      note: 'runs',
      empty: 'No task failed in this window. A run fails when its span has the status error.',
    }),
    queueDepth([6, 14, 6, 7]),
  ],
};
