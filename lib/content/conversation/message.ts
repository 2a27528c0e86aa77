/** One message of a conversation with a model, in any of the shapes that instrumentations send. */
import { entriesOf, isGiven, itemsOf, leaf, member, textOf, type ContentNode } from '@/lib/content/node';
import { readJson } from '@/lib/content/read-json';

export type Part =
  | { readonly kind: 'text' | 'thinking'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly given: ContentNode | undefined }
  | { readonly kind: 'result'; readonly id: string; readonly name: string; readonly value: ContentNode }
  /** A picture, sound or file: named, never loaded. `bytes`: its size where its bytes were sent. */
  | { readonly kind: 'media'; readonly what: string; readonly type: string; readonly address: string; readonly bytes: number | undefined }
  /** What no shape fits: shown as it is. */
  | { readonly kind: 'other'; readonly value: ContentNode };

export interface Message {
  /** `system`, `user`, `assistant`, `tool`, or what else the sender calls it. */
  readonly role: string;
  readonly parts: readonly Part[];
  /** Why the model stopped here; '' where it is not told. */
  readonly finish: string;
}

const ROLES = new Map([
  ['model', 'assistant'],
  ['developer', 'system'],
  ['ai', 'assistant'],
  ['human', 'user'],
  ['function', 'tool'],
]);
const TEXT = new Set(['text', 'input_text', 'output_text', 'refusal']);
const THINKING = new Set(['thinking', 'reasoning', 'redacted_thinking']);
const CALL = new Set(['tool_call', 'tool_use', 'function_call', 'tool-call', 'function', 'server_tool_use']);
const RESULT = new Set(['tool_call_response', 'tool_result', 'function_call_output', 'tool-result', 'tool_response']);
const MEDIA = /image|audio|video|file|blob|binary|document|uri|media/;

function first(node: ContentNode | undefined, ...keys: string[]): ContentNode | undefined {
  for (const key of keys) {
    const value = member(node, key);
    if (isGiven(value)) return value;
  }
  return undefined;
}

const firstText = (node: ContentNode | undefined, ...keys: string[]): string => textOf(first(node, ...keys));

/** A text that is JSON as what it says; anything else as it is. */
export function opened(node: ContentNode): ContentNode {
  const text = textOf(node);
  return /^\s*[[{]/.test(text) ? (readJson(text)?.root ?? node) : node;
}

function callOf(node: ContentNode, inner: ContentNode): Part {
  const given = first(inner, 'arguments', 'args', 'input', 'parameters');
  return {
    kind: 'call',
    id: firstText(node, 'id', 'call_id', 'tool_call_id'),
    name: firstText(inner, 'name', 'tool_name'),
    given: given && opened(given),
  };
}

/** Bytes that a text in base64 stands for. */
function bytesOf(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

function mediaOf(node: ContentNode, type: string): Part {
  const inner = first(node, 'image_url', 'input_audio', 'source', 'file', 'inline_data', 'inlineData', 'file_data') ?? node;
  const address = textOf(inner) || firstText(inner, 'url', 'uri', 'file_uri', 'image_url') || firstText(node, 'url', 'uri');
  const [, dataType = '', data] = /^data:([^;,]*)[^,]*,(.*)$/s.exec(address) ?? [];
  const content = data ?? (firstText(inner, 'data', 'content', 'file_data') || firstText(node, 'content', 'data'));
  const mime = firstText(inner, 'mime_type', 'media_type', 'mimeType') || firstText(node, 'mime_type', 'media_type') || dataType;
  const modality = firstText(node, 'modality');
  return {
    kind: 'media',
    what: modality || /image|audio|video|document/.exec(`${type} ${mime}`)?.[0] || 'file',
    type: mime,
    address: data === undefined ? address : '',
    bytes: content === '' ? undefined : bytesOf(content),
  };
}

/** What the thinking says: text, or a list of summaries. */
function thinkingOf(node: ContentNode): string {
  const own = firstText(node, 'content', 'text', 'thinking', 'reasoning');
  const summary = itemsOf(first(node, 'summary')) ?? [];
  return own || summary.map((item) => firstText(item, 'text')).join('\n\n');
}

function partOf(node: ContentNode): Part {
  if (node.kind === 'leaf') return { kind: 'text', text: node.text };
  const type = firstText(node, 'type', 'kind', 'part_kind');
  const text = first(node, 'content', 'text');
  if (TEXT.has(type) && text?.kind === 'leaf') return { kind: 'text', text: text.text };
  if (THINKING.has(type)) return { kind: 'thinking', text: thinkingOf(node) };
  if (CALL.has(type)) return callOf(node, first(node, 'function') ?? node);
  if (RESULT.has(type)) return resultOf(node);
  if (MEDIA.test(type)) return mediaOf(node, type);
  if (type !== '') return { kind: 'other', value: node };
  // Google's parts say what they are by their one key
  const call = first(node, 'functionCall', 'function_call');
  if (call) return callOf(call, call);
  const result = first(node, 'functionResponse', 'function_response');
  if (result) return resultOf(result);
  const data = first(node, 'inlineData', 'inline_data', 'file_data', 'fileData');
  if (data) return mediaOf(node, firstText(data, 'mime_type', 'mimeType'));
  const words = textOf(first(node, 'text'));
  return words === '' ? { kind: 'other', value: node } : { kind: 'text', text: words };
}

function resultOf(node: ContentNode): Part {
  const value = first(node, 'response', 'result', 'content', 'output') ?? leaf('word', 'null');
  return {
    kind: 'result',
    id: firstText(node, 'id', 'tool_use_id', 'tool_call_id', 'call_id'),
    name: firstText(node, 'name', 'tool_name'),
    value: opened(value),
  };
}

function partsOf(content: ContentNode): Part[] {
  return itemsOf(content)?.map(partOf) ?? [partOf(content)];
}

/** A message of any shape; what does not fit is a part of its own. `role`: who speaks where the message does not say. */
export function readMessage(node: ContentNode, role = 'user'): Message {
  if (node.kind === 'leaf') return { role, parts: [partOf(node)], finish: '' };
  const said = firstText(node, 'role') || role;
  const speaker = ROLES.get(said) ?? said;
  const type = firstText(node, 'type');
  const content = first(node, 'parts', 'content');
  const calls = itemsOf(first(node, 'tool_calls')) ?? [];
  const finish = firstText(node, 'finish_reason', 'stop_reason');
  // an item of OpenAI's Responses API is a part without a message around it
  if (CALL.has(type) || RESULT.has(type) || THINKING.has(type)) {
    return { role: RESULT.has(type) ? 'tool' : 'assistant', parts: [partOf(node)], finish };
  }
  if (content === undefined && calls.length === 0) return { role: speaker, parts: [{ kind: 'other', value: node }], finish };
  const answers = speaker === 'tool' && first(node, 'parts') === undefined;
  const words = content === undefined ? [] : answers ? toolParts(node, content) : partsOf(content);
  const parts: Part[] = [...words, ...calls.map((call) => callOf(call, first(call, 'function') ?? call))];
  return { role: speaker, parts, finish };
}

/** What a tool answered, sent as the content of a message of its own. */
function toolParts(node: ContentNode, content: ContentNode): Part[] {
  const parts = itemsOf(content)?.map(partOf);
  if (parts?.some(({ kind }) => kind === 'result')) return parts;
  return [resultOf({ kind: 'branch', shape: 'map', name: '', open: '{', close: '}', entries: entriesOf(node) })];
}
