/**
 * The conversation with a model that a span tells of. Read from, in this order: the messages of the semantic conventions
 * (gen_ai.input.messages …, gen-ai-spans.md), Pydantic AI's (pydantic_ai.all_messages, all_messages_events), lists of events
 * (`events`, gen_ai.*.message), requests and replies as they were (request_data, response_data), and one tool's call.
 */
import { readMessage, type Message, type Part } from '@/lib/content/conversation/message';
import { isGiven, itemsOf, leaf, member, textOf, type ContentNode } from '@/lib/content/node';
import { readJson } from '@/lib/content/read-json';
import type { Attribute } from '@/lib/model/attribute';

export interface Conversation {
  readonly messages: readonly Message[];
  /** Something was longer than what is read of it. */
  readonly cut: boolean;
}

/** What a span or log tells with: its attributes, its events, and the logs that were written within it. */
export interface Told {
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[];
  /** Logs with an event name; the oldest first. */
  readonly logs?: readonly { readonly eventName: string; readonly body: string }[];
}

/** Values that one attribute with a conversation may have; a longer one is cut. */
const MOST_NODES = 100_000;

const ROLE_OF_EVENT = new Map([
  ['gen_ai.system.message', 'system'],
  ['gen_ai.user.message', 'user'],
  ['gen_ai.assistant.message', 'assistant'],
  ['gen_ai.tool.message', 'tool'],
  ['gen_ai.choice', 'assistant'],
]);

class Reading {
  readonly messages: Message[] = [];
  cut = false;
  readonly #texts: ReadonlyMap<string, Attribute>;

  constructor(attributes: readonly Attribute[]) {
    this.#texts = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  }

  /** The value of the first of these attributes that is there: JSON, or else its text. */
  value(...keys: string[]): ContentNode | undefined {
    const attribute = keys.map((key) => this.#texts.get(key)).find((found) => found !== undefined && found.text !== '');
    return attribute && this.parse(attribute.text);
  }

  parse(text: string): ContentNode {
    const json = /^\s*[[{]/.test(text) ? readJson(text, MOST_NODES) : undefined;
    this.cut ||= json?.cut ?? false;
    return json?.root ?? leaf('text', text);
  }

  /** Messages of a list; a single value is one message. */
  add(node: ContentNode | undefined, role: string): void {
    if (isGiven(node)) for (const item of itemsOf(node) ?? [node]) this.messages.push(readMessage(item, role));
  }
}

/** Instructions are a list of parts, or a text: one message. */
function addInstructions(reading: Reading, node: ContentNode | undefined): void {
  if (!isGiven(node)) return;
  const parts = (itemsOf(node) ?? [node]).flatMap((item): readonly Part[] => readMessage(wrapped(item), 'system').parts);
  reading.messages.push({ role: 'system', parts, finish: '' });
}

/** A part as the one part of a message. */
function wrapped(part: ContentNode): ContentNode {
  const parts: ContentNode = { kind: 'branch', shape: 'list', name: '', open: '[', close: ']', entries: [{ label: '0', node: part }] };
  return { kind: 'branch', shape: 'map', name: '', open: '{', close: '}', entries: [{ label: 'parts', node: parts }] };
}

/** The current conventions, on a span or in the event that tells of the whole call. */
function readMessages(reading: Reading): void {
  const all = reading.value('pydantic_ai.all_messages');
  const input = all ?? reading.value('gen_ai.input.messages');
  const output = all ? undefined : reading.value('gen_ai.output.messages');
  if (!input && !output) return;
  addInstructions(reading, reading.value('gen_ai.system_instructions'));
  reading.add(input, 'user');
  reading.add(output, 'assistant');
}

/** `body`: the event's own content; a choice has its message within. */
function addEvent(reading: Reading, name: string, body: ContentNode): void {
  const message = member(body, 'message');
  const read = readMessage(isGiven(message) ? message : body, ROLE_OF_EVENT.get(name) ?? 'assistant');
  const finish = textOf(member(body, 'finish_reason')) || read.finish;
  reading.messages.push({ ...read, finish });
}

function readEventList(reading: Reading): void {
  const events = itemsOf(reading.value('all_messages_events', 'events')) ?? [];
  const names = events.map((event) => textOf(member(event, 'event.name')));
  if (!names.some((name) => name.startsWith('gen_ai.'))) return;
  events.forEach((event, index) => addEvent(reading, names[index] ?? '', event));
}

/** An event's attributes as a map, JSON in them opened. */
function mapOf(reading: Reading, attributes: readonly Attribute[]): ContentNode {
  const entries = attributes.map(({ key, text }) => ({ label: key, node: reading.parse(text) }));
  return { kind: 'branch', shape: 'map', name: '', open: '{', close: '}', entries };
}

function readSpanEvents(reading: Reading, events: Told['events']): void {
  for (const { name, attributes } of events) {
    const own = new Reading(attributes);
    readMessages(own);
    if (own.messages.length > 0) reading.messages.push(...own.messages);
    else if (ROLE_OF_EVENT.has(name)) addEvent(reading, name, mapOf(own, attributes));
    // before the conventions of 2024: the whole prompt, and the whole completion
    else if (name === 'gen_ai.content.prompt') reading.add(own.value('gen_ai.prompt'), 'user');
    else if (name === 'gen_ai.content.completion') reading.add(own.value('gen_ai.completion'), 'assistant');
    reading.cut ||= own.cut;
  }
}

function readLogs(reading: Reading, logs: Told['logs']): void {
  for (const { eventName, body } of logs ?? []) {
    if (ROLE_OF_EVENT.has(eventName)) addEvent(reading, eventName, reading.parse(body));
  }
}

/** The request's and the reply's own JSON: OpenAI's and Anthropic's, as Logfire's older SDKs keep them. */
function readRequest(reading: Reading): void {
  const request = reading.value('request_data');
  const response = reading.value('response_data');
  const asked = member(request, 'messages') ?? member(request, 'input') ?? member(request, 'contents');
  const answered = member(response, 'message') ?? member(response, 'combined_chunk_content') ?? member(response, 'output');
  if (!isGiven(asked) && !isGiven(answered)) return;
  addInstructions(reading, member(request, 'system') ?? member(request, 'instructions'));
  reading.add(asked, 'user');
  reading.add(answered, 'assistant');
}

/** What a tool was asked and what it answered, on the tool's own span. */
function readTool(reading: Reading): void {
  const name = textOf(reading.value('gen_ai.tool.name'));
  const given = reading.value('gen_ai.tool.call.arguments', 'tool_arguments');
  const value = reading.value('gen_ai.tool.call.result', 'tool_response');
  const id = textOf(reading.value('gen_ai.tool.call.id'));
  if (name === '' || (!given && !value)) return;
  reading.messages.push({ role: 'assistant', parts: [{ kind: 'call', id, name, given }], finish: '' });
  if (value) reading.messages.push({ role: 'tool', parts: [{ kind: 'result', id, name, value }], finish: '' });
}

/** The names of tools, which a result may leave to the call it answers. */
function withToolNames(messages: readonly Message[]): Message[] {
  const names = new Map<string, string>();
  for (const { parts } of messages) {
    for (const part of parts) if (part.kind === 'call' && part.id !== '') names.set(part.id, part.name);
  }
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) => (part.kind === 'result' && part.name === '' ? { ...part, name: names.get(part.id) ?? '' } : part)),
  }));
}

/** Undefined where nothing tells of one. Never throws. */
export function readConversation(told: Told): Conversation | undefined {
  const reading = new Reading(told.attributes);
  const sources = [
    () => readMessages(reading),
    () => readEventList(reading),
    () => readSpanEvents(reading, told.events),
    () => readLogs(reading, told.logs),
    () => readRequest(reading),
    () => readTool(reading),
  ];
  for (const read of sources) {
    read();
    if (reading.messages.length > 0) return { messages: withToolNames(reading.messages), cut: reading.cut };
  }
  return undefined;
}
