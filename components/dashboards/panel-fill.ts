/** From a panel to what fills it: the questions, one after the other where one depends on another's answer. */
import type { Millis, TimeRange } from '@/lib/base/time';
import { millis } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import { newGroups } from '@/lib/charts/new-groups';
import { isAdditive } from '@/lib/charts/top';
import { ApiError } from '@/lib/client/api';
import { followsWindow, overWhole, trendSpec, type Role } from '@/lib/dashboards/ask';
import { specsOf, type Alternative } from '@/lib/dashboards/ask-specs';
import type { Answer } from '@/lib/model/answer';
import type { Ask, View } from '@/lib/model/dashboard';
import type { Frame, Query, Spec, TableSpec } from '@/lib/model/query';
import { compareShift, earlier, type Compare } from '@/lib/query/compare';
import { isEmpty, pairAnswers, PanelFault, type Asked } from '@/components/views/filled';

/** Everything that a panel's answers depend on, plain and complete: it is their key in the cache. */
export interface FillRequest {
  /** With the choices in it. */
  readonly ask: Ask;
  readonly view: View['kind'];
  /** Measures of a table whose lines are drawn. */
  readonly trends: readonly number[];
  readonly frame: Frame;
  readonly compare: Compare;
}

export interface Filled {
  /** Which kind of view it was asked for. */
  readonly view: View['kind'];
  readonly asked: Readonly<Partial<Record<Role, Asked>>>;
  /** What the figures came in, where it is not the view's unit. */
  readonly unit: Unit | undefined;
  /** What a reader must know of them: where they are from, what they leave out. */
  readonly notes: readonly string[];
}

type AskOne = (query: Query) => Promise<Answer>;

/** Groups that are compared when only new ones are wanted. */
const MOST_GROUPS = 10_000;

/** Asks all that fills a panel. Throws what `ask` throws, and PanelFault. */
export async function fillPanel(request: FillRequest, ask: AskOne): Promise<Filled> {
  switch (request.ask.kind) {
    case 'nothing':
      return { view: request.view, asked: {}, unit: undefined, notes: [] };
    case 'spec':
    case 'pair':
      return fillSingle(request.ask, request, ask);
    case 'first':
      return fillFirst(request.ask.of, request, ask);
    case 'new':
      return fillNew(request.ask, request, ask);
  }
}

async function askSingle(single: Alternative, frame: Frame, ask: AskOne): Promise<Asked> {
  const one = async (spec: Spec): Promise<Asked> => {
    const query = { spec, frame };
    return { query, answer: await ask(query) };
  };
  if (single.kind === 'spec') return one(single.spec);
  const [left, right] = await Promise.all([one(single.left), one(single.right)]);
  return pairAnswers(left, right, single.op);
}

async function fillSingle(single: Alternative, request: FillRequest, ask: AskOne): Promise<Filled> {
  const { view, frame, compare, trends } = request;
  const unit = single.unit;
  const comparable = followsWindow(single);
  if (view === 'stat') {
    const whole = overWhole(single);
    const overTime = (single.kind === 'spec' ? single.spec : single.left).kind === 'series';
    const [main, was, trend] = await Promise.all([
      askSingle(whole, frame, ask),
      comparable ? askSingle(whole, shifted(frame, compare), ask) : undefined,
      overTime ? askSingle(single, frame, ask) : undefined,
    ]);
    return { view, asked: { main, ...(was ? { before: was } : {}), ...(trend ? { trend } : {}) }, unit, notes: [] };
  }
  const compared = view === 'timeseries' && compare !== 'none' && comparable;
  const [main, was] = await Promise.all([
    askSingle(single, frame, ask),
    compared ? askSingle(single, shifted(frame, compare), ask) : undefined,
  ]);
  const [whole, trend] = await Promise.all([askWhole(single, main, view, ask), askTrend(main, trends, main.answer.partial, ask)]);
  const asked = { main, ...(was ? { before: was } : {}), ...(whole ? { whole } : {}), ...(trend ? { trend } : {}) };
  return { view, asked, unit, notes: [] };
}

/** The frame of the window to compare with. */
function shifted(frame: Frame, compare: Compare): Frame {
  const shift = compareShift(compare === 'none' ? 'previous' : compare, frame.range, frame.step);
  return { ...frame, range: earlier(frame.range, shift) };
}

/** All groups together, where a chart's limit cut them and adding them up means something. */
async function askWhole(single: Alternative, { query, answer }: Asked, view: View['kind'], ask: AskOne): Promise<Asked | undefined> {
  const { spec, frame } = query;
  if (view !== 'timeseries' || single.kind === 'pair' || !answer.partial || spec.kind !== 'series') return undefined;
  if (spec.by.length === 0 || spec.measures.length > 1 || !spec.measures.every(isAdditive)) return undefined;
  const whole = { spec: { ...spec, by: [], limit: 1 }, frame };
  return { query: whole, answer: await ask(whole) };
}

/** How a table's groups went. */
async function askTrend({ query, answer }: Asked, trends: readonly number[], some: boolean, ask: AskOne): Promise<Asked | undefined> {
  const { spec, frame } = query;
  if (trends.length === 0 || spec.kind !== 'table' || answer.kind !== 'table' || answer.table.rows.length === 0) return undefined;
  const labels = answer.table.rows.map((row) => spec.by.map((_, index) => String(row[index] ?? '')));
  const trend = { spec: trendSpec(spec, trends, labels, !some), frame };
  return { query: trend, answer: await ask(trend) };
}

/** The first alternative that finds something; where none does, the first one's nothing. What a store cannot answer finds nothing. */
async function fillFirst(of: readonly Alternative[], request: FillRequest, ask: AskOne): Promise<Filled> {
  let nothing: Filled | undefined;
  let refused: unknown;
  for (const [index, single] of of.entries()) {
    let filled: Filled;
    try {
      filled = await fillSingle(single, request, ask);
    } catch (error) {
      if (!(error instanceof ApiError) || error.details.fault !== 'unsupported') throw error;
      refused ??= error;
      continue;
    }
    if (findsSomething(filled)) return index === 0 ? filled : { ...filled, notes: [...filled.notes, fromWhat(single)] };
    nothing ??= filled;
  }
  if (nothing) return nothing;
  throw refused;
}

/** A statistic always has its one row: whether there was anything to count, its steps say. */
function findsSomething({ asked: { main, trend } }: Filled): boolean {
  if (!main || isEmpty(main.answer)) return false;
  if (trend && main.query.spec.kind === 'table' && main.query.spec.by.length === 0) return !isEmpty(trend.answer);
  return main.answer.kind !== 'table' || main.answer.table.rows.some((row) => row.some((cell) => typeof cell === 'number'));
}

/** Where an alternative reads. */
function fromWhat(single: Alternative): string {
  const [spec] = specsOf(single);
  if (spec.kind === 'native') return 'from typed SQL';
  return spec.source.signal === 'metrics' && typeof spec.source.metric === 'string'
    ? `from ${spec.source.metric}`
    : `from ${spec.source.signal}`;
}

async function fillNew({ spec, lookback }: Extract<Ask, { kind: 'new' }>, request: FillRequest, ask: AskOne): Promise<Filled> {
  const { frame, trends, view } = request;
  if (spec.by.length === 0) throw new PanelFault('What is new is told by group: this panel needs a field to group by.');
  const many: Query<TableSpec> = { spec: { ...spec, limit: MOST_GROUPS }, frame };
  const past: Query<TableSpec> = {
    spec: { ...spec, measures: [{ fn: 'count' }], orderBy: 0, limit: MOST_GROUPS },
    frame: { ...frame, range: lookBack(frame.range, lookback) },
  };
  const [now, known] = await Promise.all([ask(many), ask(past)]);
  if (now.kind !== 'table' || known.kind !== 'table') throw new PanelFault('What is new is told from tables.');
  const { table, cut } = newGroups(now.table, known.table, spec.by.length, spec.limit);
  const executed = `${now.executed}\n\n${known.executed}`;
  const main: Asked = { query: { spec, frame }, answer: { ...now, table, executed, partial: now.partial || cut } };
  // groups that are not new are among the largest, so the new ones are always named
  const trend = await askTrend(main, trends, true, ask);
  const notes = known.partial ? ['some may not be new: there were more groups before than can be compared'] : [];
  return { view, asked: { main, ...(trend ? { trend } : {}) }, unit: undefined, notes };
}

/** The `lookback` ms that end where `range` begins. */
function lookBack(range: TimeRange, lookback: Millis): TimeRange {
  return { from: millis(range.from - lookback), to: range.from };
}
