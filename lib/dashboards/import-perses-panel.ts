/** A Perses or Logfire panel → a panel of Hearth. What cannot be asked here becomes a text that shows the original query. */
import { z } from 'zod';
import { sameJson } from '@/lib/base/same-json';
import type { Unit } from '@/lib/base/units';
import { labelField, translatePromql, type PromAsk, type PromTranslation, type VariableUses } from '@/lib/dashboards/import-promql';
import { readSettings, unitOf, viewKindOf, viewOf, type PluginSettings } from '@/lib/dashboards/import-perses-view';
import type { Ask, Panel, View } from '@/lib/model/dashboard';
import type { Source, Spec } from '@/lib/model/query';

const Plugin = z.object({ kind: z.string(), spec: z.unknown() });
const Query = z.object({ spec: z.object({ plugin: Plugin }) });
const PersesPanel = z.object({
  spec: z.object({
    display: z.object({ name: z.string().optional(), description: z.string().optional() }).optional(),
    plugin: Plugin,
    queries: z.array(Query).default([]),
  }),
});
const QuerySettings = z.object({ query: z.string(), seriesNameFormat: z.string().optional() });

export interface PanelContext {
  readonly uses: VariableUses;
  /** The source of a metric: its name, or the variable that stands for it. */
  sourceOf(metric: string): Source;
  /** Puts a sentence into the report. */
  say(sentence: string): void;
}

interface PanelQuery {
  readonly language: 'promql' | 'sql' | 'unknown';
  readonly plugin: string;
  readonly text: string;
  readonly legend: string;
}

/** What of a panel does not depend on where it stands. */
export type PanelContent = Pick<Panel, 'title' | 'note' | 'ask' | 'view'>;

/** The panel called `id` in the document. */
export function importPanel(id: string, document: unknown, context: PanelContext): PanelContent {
  const read = PersesPanel.safeParse(document);
  if (!read.success) {
    context.say(`Panel “${id}” is not a panel that can be read: it is an empty text.`);
    return { title: id, note: '', ask: { kind: 'nothing' }, view: { kind: 'text', markdown: '' } };
  }
  const { display, plugin, queries } = read.data.spec;
  const title = withVariables(display?.name ?? id, context.uses);
  const about = { title, note: oneLine(display?.description ?? '') };
  const settings = readSettings(plugin.spec);
  const say = (sentence: string) => context.say(`Panel “${title}”: ${sentence}`);
  const asked = queries.map(({ spec }) => queryOf(spec.plugin));
  const kind = viewKindOf(plugin.kind);
  if (kind === 'text') return { ...about, ask: { kind: 'nothing' }, view: { kind: 'text', markdown: settings.text ?? '' } };
  if (kind === undefined) {
    say(`there is no view like ${plugin.kind}; it shows its query instead.`);
    return { ...about, ...asText(asked) };
  }
  const filled = fill(kind, settings, asked, { ...context, say });
  return { ...about, ...(filled ?? asText(asked)) };
}

function queryOf({ kind, spec }: z.infer<typeof Plugin>): PanelQuery {
  const read = QuerySettings.safeParse(spec);
  if (!read.success) return { language: 'unknown', plugin: kind, text: '', legend: '' };
  const { query, seriesNameFormat = '' } = read.data;
  const language = /logfire|sql|clickhouse/i.test(kind) ? 'sql' : /prometheus/i.test(kind) ? 'promql' : 'unknown';
  return { language, plugin: kind, text: query, legend: seriesNameFormat };
}

/** What a panel that asks nothing shows: the original queries, as they were. */
function asText(queries: readonly PanelQuery[]): { ask: Ask; view: View } {
  const markdown = queries.map(({ language, text }) => `\`\`\`${language === 'unknown' ? '' : language}\n${text}\n\`\`\``).join('\n\n');
  return { ask: { kind: 'nothing' }, view: { kind: 'text', markdown: markdown === '' ? 'This panel had no query.' : markdown } };
}

type Kind = 'timeseries' | 'stat' | 'bars' | 'pie' | 'table';

/** The question and the view; undefined when there is no question, which has been said. */
function fill(
  kind: Kind,
  settings: PluginSettings,
  queries: readonly PanelQuery[],
  context: PanelContext,
): { ask: Ask; view: View } | undefined {
  const { say } = context;
  const [first, ...others] = queries;
  if (!first) {
    say('it has no query.');
    return undefined;
  }
  if (first.language === 'sql') return fillSql(kind, settings, first, others.length, say);
  if (first.language === 'unknown') {
    say(`queries of ${first.plugin} are not read here; it shows its query instead.`);
    return undefined;
  }
  const translation = translatePromql(first.text, context.uses);
  if (!translation) {
    say('its PromQL has no counterpart here; it shows its query instead.');
    return undefined;
  }
  return fillProm(kind, settings, first, translation, others, context);
}

/** Rows that a query typed elsewhere may give. */
const NATIVE_LIMIT = 1_000;

function fillSql(
  kind: Kind,
  settings: PluginSettings,
  query: PanelQuery,
  others: number,
  say: PanelContext['say'],
): { ask: Ask; view: View } {
  const logfire = /logfire/i.test(query.plugin);
  say(
    logfire
      ? 'its SQL is kept as it is, but it was written for Logfire’s tables and functions: change it to Hearth’s before it runs.'
      : 'its SQL is kept as it is: check that its tables are here.',
  );
  if (/\$\{?[a-z_]/i.test(query.text)) say('variables in SQL are not filled in: put values in their place.');
  if (others > 0) say(`of its ${others + 1} queries, only the first is kept.`);
  const unit = unitWithReport(settings, 'none', say);
  const spec: Spec = { kind: 'native', language: 'sql', text: query.text, limit: NATIVE_LIMIT };
  return {
    ask: { kind: 'spec', spec },
    view: kind === 'table' ? { kind, labels: [], columns: [] } : viewOf(kind, settings, unit, ['Value'], []),
  };
}

function unitWithReport(settings: PluginSettings, fallback: Unit, say: PanelContext['say']): Unit {
  const { unit, unknown } = unitOf(settings);
  if (unknown !== undefined) say(`the unit ${unknown} is not known here; its figures have none.`);
  return unit ?? (unknown === undefined ? fallback : 'none');
}

/** The groups of a chart or a table, where the query says no number. */
const GROUPS = 20;

function fillProm(
  kind: Kind,
  settings: PluginSettings,
  query: PanelQuery,
  translation: PromTranslation,
  others: readonly PanelQuery[],
  context: PanelContext,
): { ask: Ask; view: View } {
  const { say } = context;
  const main = grouped(translation.kind === 'one' ? translation.ask : translation.left, query.legend, say);
  const together = translation.kind === 'one' ? alike(main, others, context) : [];
  const left = others.length - together.length;
  if (left > 0) say(`of its ${others.length + 1} queries, ${left === 1 ? 'one asks' : `${left} ask`} something else and is left out.`);
  const asks = [main, ...together.map(({ ask }) => ask)];
  const names = [query, ...together.map((one) => one.query)].map(
    ({ legend }, index) => legend.replace(/\{\{.*?\}\}/g, '').trim() || `Value ${index + 1}`,
  );
  const unit = unitOfFigures(settings, main, translation.kind === 'pair' && translation.op === 'divide', say);
  const labels = main.by.map((field) => (field.in === 'record' ? field.name : field.key));
  const view = viewOf(kind, settings, unit, translation.kind === 'pair' ? names.slice(0, 1) : names, labels);
  const spec = (ask: PromAsk, all: readonly PromAsk[]): Spec => {
    const common = {
      source: context.sourceOf(ask.metric),
      ...(ask.where ? { where: ask.where } : {}),
      measures: all.map(({ measure }) => measure),
      by: [...ask.by],
      limit: ask.by.length === 0 ? 1 : (ask.limit ?? GROUPS),
    };
    return kind === 'timeseries' || kind === 'stat' ? { kind: 'series', ...common } : { kind: 'table', ...common, orderBy: 0 };
  };
  if (translation.kind === 'one') return { ask: { kind: 'spec', spec: spec(main, asks) }, view };
  const right = grouped(translation.right, query.legend, () => undefined);
  return { ask: { kind: 'pair', op: translation.op, left: spec(main, [main]), right: spec(right, [right]) }, view };
}

/** A bare metric draws a line per set of labels: it is grouped by the labels that its legend names, or added up. */
function grouped(ask: PromAsk, legend: string, say: PanelContext['say']): PromAsk {
  if (!ask.each) return ask;
  const labels = [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(([, label]) => (label === undefined ? [] : [label]));
  say(`it drew a line per set of labels; here it is ${labels.length === 0 ? 'one line for all' : `a line per ${labels.join(', ')}`}.`);
  return { ...ask, by: labels.slice(0, 6).map(labelField), each: false };
}

/** Queries that ask the same records for other figures: they are measures of one question. */
function alike(main: PromAsk, others: readonly PanelQuery[], context: PanelContext): { query: PanelQuery; ask: PromAsk }[] {
  return others
    .flatMap((query) => {
      const translation = query.language === 'promql' ? translatePromql(query.text, context.uses) : undefined;
      if (translation?.kind !== 'one') return [];
      const ask = grouped(translation.ask, query.legend, () => undefined);
      const fits = ask.metric === main.metric && ask.factor === main.factor && sameJson([ask.where, ask.by], [main.where, main.by]);
      return fits ? [{ query, ask }] : [];
    })
    .slice(0, 11);
}

/** The unit that the figures really have: a factor belongs to the way that Prometheus is asked, and is not carried over. */
function unitOfFigures(settings: PluginSettings, { measure, metric, factor }: PromAsk, share: boolean, say: PanelContext['say']): Unit {
  const unit = unitWithReport(settings, measure.fn === 'rate' && !share ? 'perSecond' : unitInName(metric), say);
  if (factor === 1) return unit;
  if (factor === 100 && (unit === 'percent' || unit === 'none')) return 'ratio';
  if (factor === 1_000 && unit === 'milliseconds') return 'seconds';
  say(`its figures were multiplied by ${factor}; here they are as they were sent.`);
  return 'none';
}

/** Prometheus puts a metric's unit into its name. */
function unitInName(metric: string): Unit {
  const name = metric.replace(/_total$/, '');
  if (name.endsWith('_seconds')) return 'seconds';
  if (name.endsWith('_milliseconds')) return 'milliseconds';
  if (name.endsWith('_bytes')) return 'bytes';
  return name.endsWith('_ratio') ? 'ratio' : 'none';
}

/** `Errors of ${my_service}` with the names that the variables have here, or the text that stands for them. */
function withVariables(title: string, uses: VariableUses): string {
  return title.replace(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g, (word, braced: string | undefined, bare: string | undefined) => {
    const use = uses.get(braced ?? bare ?? '');
    if (!use) return word;
    return use.kind === 'text' ? use.text : `$${use.name}`;
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
