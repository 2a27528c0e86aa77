/** Rules as files that people read, write and keep under version control: YAML, described in docs/alerts-as-code.md. */
import { Document, isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { parseLength, printLength } from '@/lib/alerts/length-text';
import { readAsk, writeAsk } from '@/lib/alerts/rule-file-ask';
import { readCondition, writeCondition } from '@/lib/alerts/rule-file-condition';
import { checked, FileFault, parts, required, settings, textAt, type Path, type Place } from '@/lib/alerts/rule-file-place';
import { fail, ok, type Result } from '@/lib/base/result';
import { ALERT_VERSION, AlertRule } from '@/lib/model/alert';

const { shape } = AlertRule;

/** What a rule is where its file says nothing, by the model itself. */
const DEFAULTS = AlertRule.parse({
  version: ALERT_VERSION,
  id: 'default',
  title: 'Default',
  ask: { kind: 'sql', text: 'SELECT 1' },
  unit: 'none',
  every: 60_000,
  over: 60_000,
  condition: { is: 'above' },
});

const LENGTHS = ['every', 'over', 'delay', 'keepFiring', 'repeat'] as const;
/** Written as they are in the model. */
const PLAIN = ['description', 'prebuilt', 'noData', 'least', 'mostGroups', 'labels', 'runbook', 'message', 'paused'] as const;
const KEYS = ['id', 'title', 'ask', 'unit', 'when', 'tell', ...LENGTHS, ...PLAIN] as const;

/** Names of channels by id; and ids by name, to read. */
export type ChannelNames = ReadonlyMap<string, string>;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function writeRule(rule: AlertRule, channels: ChannelNames): Record<string, unknown> {
  const changed = (key: (typeof PLAIN)[number]) => (same(rule[key], DEFAULTS[key]) ? {} : { [key]: rule[key] });
  const length = (key: (typeof LENGTHS)[number]) => (rule[key] === 0 ? 0 : printLength(rule[key]));
  const changedLength = (key: (typeof LENGTHS)[number]) => (rule[key] === DEFAULTS[key] ? {} : { [key]: length(key) });
  return {
    id: rule.id,
    title: rule.title,
    ...changed('description'),
    ask: writeAsk(rule.ask),
    unit: rule.unit,
    every: length('every'),
    over: length('over'),
    ...changedLength('delay'),
    when: writeCondition(rule.condition, rule.unit),
    ...changedLength('keepFiring'),
    ...changed('noData'),
    ...changed('least'),
    // a channel that is gone is written by its id, so that reading the file says what is missing
    ...(rule.tell.length > 0 ? { tell: rule.tell.map(({ channel, of }) => ({ channel: channels.get(channel) ?? channel, of })) } : {}),
    ...changedLength('repeat'),
    ...changed('mostGroups'),
    ...changed('labels'),
    ...changed('runbook'),
    ...changed('message'),
    ...changed('paused'),
    ...changed('prebuilt'),
  };
}

/** What is short stands on one line. */
const ON_ONE_LINE = new Set(['of', 'by', 'measure', 'above', 'below', 'outside', 'change']);

/** `rules` as one file, in their order. `channels`: their names by id. What a rule leaves as it is by default is not written. */
export function printRules(rules: readonly AlertRule[], channels: ChannelNames): string {
  const file = new Document(
    { version: ALERT_VERSION, rules: rules.map((rule) => writeRule(rule, channels)) },
    { aliasDuplicateObjects: false },
  );
  visit(file, {
    Pair(_key, { key, value }) {
      if (isCollection(value) && ON_ONE_LINE.has(String(key))) value.flow = true;
    },
  });
  return file.toString({ lineWidth: 120 });
}

function readRule(place: Place, channels: ChannelNames): AlertRule {
  const given = settings(place, KEYS);
  const { id, title, ask, unit, when, tell } = given;
  const at = (key: (typeof KEYS)[number]) => required(given[key], key, place);
  const ruleUnit = checked(shape.unit, at('unit').value, unit ?? place);
  const lengths = LENGTHS.flatMap((key) => {
    const length = given[key];
    if (!length) return [];
    const read = parseLength(textAt(length));
    if (read === undefined) throw new FileFault(`“${textAt(length)}” is no length of time: write it like 90s, 5m, 4h or 7d.`, length.path);
    return [[key, checked(shape[key], read, length)] as const];
  });
  const plain = PLAIN.flatMap((key) => {
    const value = given[key];
    return value ? [[key, checked<unknown>(shape[key], value.value, value)] as const] : [];
  });
  const read = {
    version: ALERT_VERSION,
    id: checked(shape.id, at('id').value, id ?? place),
    title: checked(shape.title, at('title').value, title ?? place),
    ask: readAsk(ask ?? at('ask')),
    unit: ruleUnit,
    condition: readCondition(when ?? at('when'), ruleUnit),
    ...(tell ? { tell: readTell(tell, channels) } : {}),
    ...Object.fromEntries([...lengths, ...plain]),
  };
  for (const key of ['every', 'over'] as const) at(key);
  const rule = checked(AlertRule, read, place);
  if (rule.over > rule.every && rule.over % rule.every !== 0)
    throw new FileFault('over must be a whole number of times every, or less.', at('over').path);
  return rule;
}

function readTell(place: Place, channels: ChannelNames): AlertRule['tell'] {
  const ids = new Map([...channels].map(([id, name]) => [name, id]));
  const tell = parts(place).map((part) => {
    const { channel, of } = settings(part, ['channel', 'of']);
    const named = required(channel, 'channel', part);
    const id = ids.get(textAt(named));
    if (id === undefined) throw new FileFault(`There is no channel “${textAt(named)}”.`, named.path);
    return { channel: id, of: required(of, 'of', part).value };
  });
  return checked(shape.tell, tell, place);
}

const Version = z.literal(ALERT_VERSION, { error: `This Hearth reads version ${ALERT_VERSION}.` });

/**
 * The rules of a file. `channels`: names by id, as to `printRules`. Nothing of a file is taken where something is wrong: then there is a
 * line for each rule with a fault, with the line in the file, the setting, and what is wrong with it.
 */
export function parseRules(text: string, channels: ChannelNames): Result<AlertRule[], string[]> {
  const lines = new LineCounter();
  const file = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (file.errors.length > 0) return fail(file.errors.map(({ message, pos }) => `Line ${lines.linePos(pos[0]).line}: ${message}`));
  const faults: string[] = [];
  const caught = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof FileFault)) throw cause;
      faults.push(`Line ${lineOf(file, cause.path, lines)}${cause.path.length > 0 ? `, ${pathText(cause.path)}` : ''}: ${cause.message}`);
      return undefined;
    }
  };
  // an alias could make a small file a very large one
  let alias = false;
  visit(file, { Alias: () => void (alias = true) });
  if (alias) return fail(['Write out what stands twice: names for parts of the file (&x, *x) are not read.']);
  const whole: Place = { value: file.toJS(), path: [] };
  const places = caught(() => {
    const { version, rules } = settings(whole, ['version', 'rules']);
    const given = required(version, 'version', whole);
    checked(Version, given.value, given);
    return parts(required(rules, 'rules', whole));
  });
  const rules = (places ?? []).flatMap((place) => {
    const rule = caught(() => readRule(place, channels));
    return rule ? [{ rule, path: [...place.path, 'id'] }] : [];
  });
  const ids = new Set<string>();
  for (const { rule, path } of rules) {
    if (ids.has(rule.id)) caught(() => refuse(`Another rule of this file has the id ${rule.id}.`, path));
    ids.add(rule.id);
  }
  return faults.length > 0 ? fail(faults) : ok(rules.map(({ rule }) => rule));
}

function refuse(message: string, path: Path): never {
  throw new FileFault(message, path);
}

/** `rules[2].when.above.warn` */
function pathText(path: Path): string {
  return path.map((each, index) => (typeof each === 'number' ? `[${each + 1}]` : `${index === 0 ? '' : '.'}${each}`)).join('');
}

/** The line, from 1, on which the setting at `path` stands; of one that is missing, the line of what it is missing in. */
function lineOf(file: Document.Parsed, path: Path, lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? file.contents : file.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
    const node: unknown = pair ? pair.key : isSeq(parent) && typeof key === 'number' ? parent.items[key] : undefined;
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
