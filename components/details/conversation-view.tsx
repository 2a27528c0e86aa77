'use client';

import { FileText, Hammer, Image as ImageIcon } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';
import { LongText } from '@/components/records/long-text';
import { ValueTree } from '@/components/records/value-tree';
import { CopyButton } from '@/components/ui/copy-button';
import { Pill } from '@/components/ui/pill';
import { MarkdownText } from '@/components/views/markdown';
import { formatInteger, formatUnit } from '@/lib/base/units';
import type { Message, Part } from '@/lib/content/conversation/message';
import type { Conversation } from '@/lib/content/conversation/read-conversation';
import { usageOf } from '@/lib/content/conversation/usage';
import { plainText } from '@/lib/content/plain-text';
import type { Attribute } from '@/lib/model/attribute';

/** Messages at the end that are drawn; those before are what has been said many times. */
const LAST = 40;
/** Characters of a text that are seen before it is unfolded. */
const FOLD = 1_500;
/** Characters that are read as Markdown: a parser takes its time, and a longer text is data. */
const MOST_MARKDOWN = 60_000;

/** What was said between people, model and tools, oldest first, with what it took. */
export function ConversationView({ conversation, attributes }: { conversation: Conversation; attributes: readonly Attribute[] }) {
  const { messages, cut } = conversation;
  const [shown, setShown] = useState(LAST);
  const hidden = Math.max(0, messages.length - shown);
  return (
    <div>
      <UsageFacts attributes={attributes} />
      {cut && <p className="mt-2 text-xs text-warn">The conversation is longer than what is read of it; Raw has all of it.</p>}
      {hidden > 0 && (
        <button type="button" className="mt-2 text-xs text-run hover:underline" onClick={() => setShown(shown * 5)}>
          {formatInteger(hidden)} earlier messages, show more
        </button>
      )}
      <ol aria-label="Messages" className="mt-2 space-y-2">
        {messages.slice(hidden).map((message, index) => (
          <MessageView key={hidden + index} message={message} />
        ))}
      </ol>
    </div>
  );
}

function UsageFacts({ attributes }: { attributes: readonly Attribute[] }) {
  const usage = useMemo(() => usageOf(attributes), [attributes]);
  const { model, provider, inputTokens, outputTokens, cachedTokens, cost, finishReasons } = usage;
  const figures = [
    inputTokens !== undefined && `${formatInteger(inputTokens)} tokens in`,
    cachedTokens !== undefined && cachedTokens > 0 && `${formatInteger(cachedTokens)} of them cached`,
    outputTokens !== undefined && `${formatInteger(outputTokens)} tokens out`,
    cost !== undefined && priceText(cost),
  ].filter((text) => text !== false);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-1.5 text-sm">
      {model !== '' && <span className="font-mono break-all">{model}</span>}
      {provider !== '' && <span className="text-fg-3">{provider}</span>}
      {figures.map((text) => (
        <Pill key={text}>{text}</Pill>
      ))}
      {finishReasons.map((reason) => (
        <Pill key={reason} tone={reason === 'length' || reason === 'content_filter' ? 'warn' : 'neutral'} title="Why the model stopped">
          {reason}
        </Pill>
      ))}
    </div>
  );
}

/** Dollars with two digits that mean something: $0.0071, $0.000026. */
function priceText(cost: number): string {
  return cost !== 0 && Math.abs(cost) < 0.001 ? `$${Number(cost.toPrecision(2)).toFixed(7).replace(/0+$/, '')}` : formatUnit(cost, 'usd');
}

const LOOK: Readonly<Record<string, string>> = {
  system: 'border-line text-fg-2',
  user: 'border-(--s1) text-fg',
  assistant: 'border-(--s2) text-fg',
  tool: 'border-(--s4) text-fg',
};

function MessageView({ message: { role, parts, finish } }: { message: Message }) {
  const text = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n');
  return (
    <li className={`border-l-2 pl-2.5 ${LOOK[role] ?? 'border-line'}`}>
      <p className="flex h-6 items-center gap-2 text-xs text-fg-3">
        {role}
        {finish !== '' && <span title="Why the model stopped">· {finish}</span>}
        {text !== '' && <CopyButton text={text} label={`Copy what ${role} said`} className="ml-auto" />}
      </p>
      {parts.map((part, index) => (
        <PartView key={index} part={part} folded={role === 'system'} />
      ))}
      {parts.length === 0 && <p className="text-sm text-fg-3 italic">empty</p>}
    </li>
  );
}

function PartView({ part, folded }: { part: Part; folded: boolean }) {
  switch (part.kind) {
    case 'text':
      return <Words text={part.text} folded={folded} />;
    case 'thinking':
      return (
        <details className="my-1">
          <summary className="text-xs text-fg-3 hover:text-fg">thinking</summary>
          <div className="text-fg-2 italic">
            <Words text={part.text} folded={false} />
          </div>
        </details>
      );
    case 'call':
    case 'result':
      return (
        <div className="my-1 rounded-md border border-line bg-page px-2 py-1.5 font-mono text-sm">
          <p className="flex items-center gap-1.5 text-xs text-fg-2">
            <Hammer size={12} aria-hidden />
            {part.kind === 'call' ? 'calls' : 'result of'} <b className="font-medium text-fg">{part.name || 'a tool'}</b>
            {part.id !== '' && <span className="truncate text-fg-3">{part.id}</span>}
          </p>
          <Value part={part} />
        </div>
      );
    case 'media': {
      const Icon = part.what === 'image' ? ImageIcon : FileText;
      const facts = [part.type, part.bytes === undefined ? '' : formatUnit(part.bytes, 'bytes')].filter((fact) => fact !== '');
      return (
        <p className="my-1 flex flex-wrap items-center gap-1.5 text-sm text-fg-2">
          <Icon size={13} aria-hidden />
          {[part.what, ...facts].join(', ')}
          {part.address !== '' && <span className="font-mono text-xs break-all text-fg-3">{plainText(part.address)}</span>}
          <span className="text-xs text-fg-3">not loaded</span>
        </p>
      );
    }
    case 'other':
      return (
        <div className="my-1 font-mono text-sm">
          <ValueTree node={part.value} />
        </div>
      );
  }
}

function Value({ part }: { part: Extract<Part, { kind: 'call' | 'result' }> }) {
  const value = part.kind === 'call' ? part.given : part.value;
  return value === undefined ? <span className="text-xs text-fg-3">without arguments</span> : <ValueTree node={value} />;
}

/** A text as Markdown; a long one folded, a very long one as it is. */
function Words({ text, folded }: { text: string; folded: boolean }) {
  const [open, setOpen] = useState(!folded && text.length <= FOLD);
  if (text.length > MOST_MARKDOWN) return <LongText text={text} className="text-sm" />;
  const short = folded ? 240 : FOLD;
  const all = open || text.length <= short;
  const parts = plainText(all ? text : `${text.slice(0, short)}…`);
  return (
    <Fragment>
      <div dir="auto" className="text-sm [overflow-wrap:anywhere]">
        <MarkdownText text={parts} />
      </div>
      {text.length > short && (
        <button type="button" className="text-xs text-run hover:underline" onClick={() => setOpen(!all)}>
          {all ? 'show less' : `show all, ${formatUnit(text.length, 'count')} characters`}
        </button>
      )}
    </Fragment>
  );
}
