import { describe, expect, it } from 'vitest';
import type { Part } from '@/lib/content/conversation/message';
import { readConversation, type Told } from '@/lib/content/conversation/read-conversation';
import { usageOf } from '@/lib/content/conversation/usage';
import { printNode } from '@/lib/content/print-node';
import { sentSpan } from '@/lib/content/testing/sent';
import type { Attribute } from '@/lib/model/attribute';

function words(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'thinking':
      return `(${part.text})`;
    case 'call':
      return `${part.name}#${part.id} ${part.given ? printNode(part.given) : ''}`.trim();
    case 'result':
      return `${part.name}#${part.id} = ${printNode(part.value)}`;
    case 'media':
      return `[${part.what} ${part.type} ${part.address}${part.bytes === undefined ? '' : ` ${part.bytes} B`}]`.replaceAll(/ +/g, ' ');
    case 'other':
      return `? ${printNode(part.value)}`;
  }
}

/** A line for each message: who, what, and why it ended. */
function outline(told: Partial<Told>): string[] | undefined {
  return readConversation({ attributes: [], events: [], ...told })?.messages.map(
    ({ role, parts, finish }) => `${role}: ${parts.map(words).join(' | ')}${finish === '' ? '' : ` (${finish})`}`,
  );
}

const attributes = (values: Readonly<Record<string, unknown>>): Attribute[] =>
  Object.entries(values).map(([key, value]) => ({ key, type: 'string', text: typeof value === 'string' ? value : JSON.stringify(value) }));

describe('as real SDKs sent it', () => {
  it.each<[string, string[]]>([
    [
      'openaiChat',
      [
        'system: Be brief.',
        'user: What is in this picture, and the weather? | [image https://images.example/cat.png]',
        'assistant: get_weather#call_1 {"city": "London"}',
        'tool: get_weather#call_1 = {"temp": 18}',
        'assistant: Let me look. | get_weather#call_2 {"city": "Paris"} (tool_calls)',
      ],
    ],
    [
      'anthropicMessage',
      [
        'system: Be kind.',
        'user: Weather in Paris?',
        'assistant: get_weather#toolu_0 {"city": "Paris"}',
        'user: get_weather#toolu_0 = "sunny"',
        'assistant: It is **sunny** in Paris. | get_time#toolu_1 {"city": "Paris"} (tool_use)',
      ],
    ],
    [
      'agentRun',
      [
        'system: Be brief.',
        'system: You know the weather.',
        'user: Weather in Paris? | [image image/png https://images.example/paris.png] | [image image/png 8 B]',
        'assistant: (I need the weather.) | get_weather#c1 {"city": "Paris"}',
        'tool: get_weather#c1 = {"temp": 18, "city": "Paris"}',
        'assistant: It is **18 °C** in Paris.',
      ],
    ],
    ['agentTool', ['assistant: get_weather#c1 {"city": "Paris"}', 'tool: get_weather#c1 = {"temp": 18, "city": "Paris"}']],
    ['oldAgentTool', ['assistant: get_weather#c1 {"city": "Paris"}', 'tool: get_weather#c1 = {"temp": 18, "city": "Paris"}']],
    [
      'oldAgentRun',
      [
        'system: Be brief.',
        'system: You know the weather.',
        'user: Weather in Paris?',
        'assistant: Let me look. | get_weather#c1 {"city": "Paris"}',
        'tool: get_weather#c1 = {"temp": 18, "city": "Paris"}',
        'assistant: It is **18 °C** in Paris.',
      ],
    ],
    [
      'oldAgentChat',
      [
        'system: Be brief.',
        'system: You know the weather.',
        'user: Weather in Paris?',
        'assistant: Let me look. | get_weather#c1 {"city": "Paris"}',
        'tool: get_weather#c1 = {"temp": 18, "city": "Paris"}',
        'assistant: It is **18 °C** in Paris.',
      ],
    ],
    [
      'oldOpenaiChat',
      [
        'system: Be brief.',
        'user: What is in this picture, and the weather? | [image https://images.example/cat.png]',
        'assistant: get_weather#call_1 {"city": "London"}',
        'tool: get_weather#call_1 = {"temp": 18}',
        'assistant: Let me look. | get_weather#call_2 {"city": "Paris"}',
      ],
    ],
    [
      'oldOpenaiResponse',
      [
        'system: Be brief.',
        'user: weather in Paris?',
        'assistant: reasoning\n\nSee JSON for details',
        'assistant: get_weather#call_9 {"city": "Paris"}',
        'assistant: Sunny.',
      ],
    ],
    [
      'oldAnthropicMessage',
      ['system: Be kind.', 'user: Weather in Paris?', 'assistant: It is **sunny** in Paris. | get_time# {"input": {"city": "Paris"}}'],
    ],
  ])('%s', (name, expected) => expect(outline(sentSpan(name))).toEqual(expected));

  it('a span of something else has none', () => {
    expect([outline(sentSpan('values')), outline(sentSpan('priceCart')), outline({})]).toEqual([undefined, undefined, undefined]);
  });

  it('figures', () => {
    expect(usageOf(sentSpan('openaiChat').attributes)).toEqual({
      model: 'gpt-4.1-mini-2025-04-14',
      provider: 'openai',
      inputTokens: 30,
      outputTokens: 9,
      cachedTokens: undefined,
      cost: 0.0000264,
      finishReasons: ['tool_calls'],
    });
    expect(usageOf(sentSpan('agentRun').attributes)).toMatchObject({ model: 'function:answer:', inputTokens: 138, outputTokens: 27 });
    expect(usageOf([])).toMatchObject({ model: '', inputTokens: undefined, finishReasons: [] });
  });
});

it('takes an event for a message, and a role for another, by their own names only', () => {
  expect(outline({ events: [{ name: 'constructor', attributes: [] }], logs: [{ eventName: 'toString', body: 'x' }] })).toBeUndefined();
  expect(outline({ attributes: attributes({ 'gen_ai.input.messages': [{ role: 'constructor', content: 'Hi' }] }) })).toEqual([
    'constructor: Hi',
  ]);
});

it.each<[string, Partial<Told>, string[]]>([
  [
    'events of a span, one for each message',
    {
      events: [
        { name: 'gen_ai.user.message', attributes: attributes({ content: 'Hi', role: 'user' }) },
        { name: 'exception', attributes: [] },
        {
          name: 'gen_ai.choice',
          attributes: attributes({ index: '0', finish_reason: 'stop', message: { role: 'assistant', content: 'Hello' } }),
        },
      ],
    },
    ['user: Hi', 'assistant: Hello (stop)'],
  ],
  [
    'one event with the whole call',
    {
      events: [
        {
          name: 'gen_ai.client.inference.operation.details',
          attributes: attributes({
            'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }],
            'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'Hello' }], finish_reason: 'stop' }],
          }),
        },
      ],
    },
    ['user: Hi', 'assistant: Hello (stop)'],
  ],
  [
    'the events of 2024',
    {
      events: [
        { name: 'gen_ai.content.prompt', attributes: attributes({ 'gen_ai.prompt': [{ role: 'user', content: 'Hi' }] }) },
        { name: 'gen_ai.content.completion', attributes: attributes({ 'gen_ai.completion': 'Hello' }) },
      ],
    },
    ['user: Hi', 'assistant: Hello'],
  ],
  [
    'logs within the span',
    {
      logs: [
        { eventName: 'gen_ai.system.message', body: '{"content":"Be brief."}' },
        { eventName: 'cart.viewed', body: 'x' },
        { eventName: 'gen_ai.choice', body: '{"index":0,"finish_reason":"stop","message":{"content":"Hello"}}' },
      ],
    },
    ['system: Be brief.', 'assistant: Hello (stop)'],
  ],
  [
    'Google’s parts',
    {
      attributes: attributes({
        request_data: { contents: [{ role: 'user', parts: [{ text: 'Hi' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }] },
        response_data: { output: [{ role: 'model', parts: [{ functionCall: { name: 'f', args: { a: 1 } } }] }] },
      }),
    },
    ['user: Hi | [image image/png 3 B]', 'assistant: f# {"a": 1}'],
  ],
  [
    'items of OpenAI’s Responses API',
    {
      attributes: attributes({
        request_data: { instructions: 'Be brief.', input: 'Hi' },
        response_data: {
          output: [
            { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
            { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"a":1}' },
            { type: 'function_call_output', call_id: 'c', output: '2' },
            { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Two.' }] },
          ],
        },
      }),
    },
    ['system: Be brief.', 'user: Hi', 'assistant: (hm)', 'assistant: f#c {"a": 1}', 'tool: f#c = "2"', 'assistant: Two.'],
  ],
  [
    'a picture within the text is named, and not in the page',
    {
      attributes: attributes({
        'gen_ai.input.messages': [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/gif;base64,R0lGODdh' } }] }],
      }),
    },
    ['user: [image image/gif 6 B]'],
  ],
  [
    'a reply that came in pieces',
    { attributes: attributes({ request_data: { messages: [] }, response_data: { combined_chunk_content: 'Hello' } }) },
    ['assistant: Hello'],
  ],
  [
    'what is no JSON',
    { attributes: attributes({ 'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"te' }) },
    ['user: [{"role":"user","parts":[{"type":"te'],
  ],
  [
    'shapes that nobody knows',
    { attributes: attributes({ 'gen_ai.input.messages': [7, null, [], { odd: 1 }, { role: 5, parts: { deep: true } }] }) },
    ['user: 7', 'user: null', 'user: ? []', 'user: ? {"odd": 1}', 'user: ? {"deep": true}'],
  ],
])('%s', (_name, told, expected) => expect(outline(told)).toEqual(expected));

it('says when a conversation is longer than what is read of it', () => {
  const messages = Array.from({ length: 40_000 }, () => ({ role: 'user', content: 'x' }));
  const read = readConversation({ attributes: attributes({ 'gen_ai.input.messages': messages }), events: [] });
  expect(read?.cut).toBe(true);
  expect(read?.messages.length).toBeGreaterThan(30_000);
});
