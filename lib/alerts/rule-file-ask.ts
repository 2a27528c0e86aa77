/** A rule's question as its file writes it: fields by their names, filters as they are typed into a search. */
import { checked, FileFault, isMap, parts, required, settings, textAt, type Place } from '@/lib/alerts/rule-file-place';
import { assertUnreachable } from '@/lib/base/assert';
import { AlertAsk } from '@/lib/model/alert';
import { Field } from '@/lib/model/field';
import { Filter } from '@/lib/model/filter';
import { Measure, SeriesSpec, Source } from '@/lib/model/query';
import { fieldFromName, fieldName } from '@/lib/query/field-name';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Groups that a question keeps where its file does not say. */
function usualLimit(by: readonly unknown[]): number {
  return by.length > 0 ? 1_000 : 1;
}

function readField(place: Place): Field {
  if (isMap(place.value)) return checked(Field, place.value, place);
  const name = textAt(place);
  if (name === '') throw new FileFault('The name of a field is missing.', place.path);
  return fieldFromName(name);
}

/** As text; what that would not be read back as the very same, such as an `and` of nothing, as a tree. */
function writeFilter(filter: Filter): unknown {
  const text = printFilter(filter);
  const back = text === '' ? undefined : parseFilter(text);
  return back?.ok && same(back.value, filter) ? text : filter;
}

function readFilter(place: Place): Filter {
  if (isMap(place.value)) return checked(Filter, place.value, place);
  const read = parseFilter(textAt(place));
  if (!read.ok) throw new FileFault(read.error.message, place.path);
  if (!read.value) throw new FileFault('This condition says nothing: leave it out.', place.path);
  return read.value;
}

function writeMeasure(measure: Measure): Record<string, unknown> {
  if (measure.fn === 'ratio') return { fn: 'ratio', where: writeFilter(measure.where) };
  return 'of' in measure ? { ...measure, of: fieldName(measure.of) } : measure;
}

function readMeasure(place: Place): Measure {
  const { fn, of, where, q, threshold } = settings(place, ['fn', 'of', 'where', 'q', 'threshold']);
  const name = textAt(required(fn, 'fn', place));
  const takes = {
    q: name === 'quantile',
    threshold: name === 'apdex',
    where: name === 'ratio',
    of: !['count', 'rate', 'ratio'].includes(name),
  };
  for (const [key, given] of Object.entries({ of, where, q, threshold })) {
    if (given && !takes[key as keyof typeof takes]) throw new FileFault(`${name} takes no ${key}.`, given.path);
  }
  return checked(
    Measure,
    { fn: name, ...(of && { of: readField(of) }), ...(where && { where: readFilter(where) }), q: q?.value, threshold: threshold?.value },
    place,
  );
}

function readSource(place: Place): Source {
  if (!isMap(place.value)) return checked(Source, { signal: textAt(place) }, place);
  const { metric } = settings(place, ['metric']);
  return checked(Source, { signal: 'metrics', metric: required(metric, 'metric', place).value }, place);
}

function writeSpec({ source, where, measures, by, limit }: SeriesSpec): Record<string, unknown> {
  const [only, ...others] = measures.map(writeMeasure);
  return {
    of: source.signal === 'metrics' ? { metric: source.metric } : source.signal,
    ...(where ? { where: writeFilter(where) } : {}),
    measure: others.length === 0 ? only : [only, ...others],
    ...(by.length > 0 ? { by: by.map(fieldName) } : {}),
    ...(limit === usualLimit(by) ? {} : { limit }),
  };
}

function readSpec(place: Place): SeriesSpec {
  const { of, where, measure, by, limit } = settings(place, ['of', 'where', 'measure', 'by', 'limit']);
  const measures = required(measure, 'measure', place);
  const fields = by ? parts(by).map(readField) : [];
  const spec = {
    kind: 'series',
    source: readSource(required(of, 'of', place)),
    ...(where ? { where: readFilter(where) } : {}),
    measures: Array.isArray(measures.value) ? parts(measures).map(readMeasure) : [readMeasure(measures)],
    by: fields,
    limit: limit ? limit.value : usualLimit(fields),
  };
  return checked(SeriesSpec, spec, limit ?? place);
}

/** The question for a file. */
export function writeAsk(ask: AlertAsk): Record<string, unknown> {
  switch (ask.kind) {
    case 'spec':
      return writeSpec(ask.spec);
    case 'pair':
      return { [ask.op]: [writeSpec(ask.left), writeSpec(ask.right)] };
    case 'first':
      return { first: ask.of.map(writeAsk) };
    case 'sql':
      return { sql: ask.text };
    default:
      return assertUnreachable(ask);
  }
}

const PAIRS = ['divide', 'subtract', 'add', 'multiply'] as const;

/** The question that stands at `place`. Throws FileFault. */
export function readAsk(place: Place): AlertAsk {
  const keys = isMap(place.value) ? Object.keys(place.value) : [];
  const op = PAIRS.find((each) => keys.includes(each));
  if (op) {
    const pair = required(settings(place, [op])[op], op, place);
    const [left, right, ...others] = parts(pair);
    if (!left || !right || others.length > 0) throw new FileFault('Two questions are expected here.', pair.path);
    return { kind: 'pair', op, left: readSpec(left), right: readSpec(right) };
  }
  if (keys.includes('first')) {
    const first = required(settings(place, ['first']).first, 'first', place);
    return checked(AlertAsk, { kind: 'first', of: parts(first).map(readAsk) }, first);
  }
  if (keys.includes('sql')) {
    const sql = required(settings(place, ['sql']).sql, 'sql', place);
    return checked(AlertAsk, { kind: 'sql', text: textAt(sql) }, sql);
  }
  return { kind: 'spec', spec: readSpec(place) };
}
