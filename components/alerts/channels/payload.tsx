'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useRef } from 'react';
import { previewOptions } from '@/lib/client/alert-channels';
import { useSettled } from '@/lib/client/use-settled';
import type { PreviewAsk } from '@/lib/model/alert-api';
import type { ShownChannel } from '@/lib/model/alert-channel';
import { settingOf } from '@/components/alerts/channels/channel-kinds';
import type { ChannelDraftState } from '@/components/alerts/channels/use-channel-draft';
import { Button } from '@/components/ui/button';
import { CopyBox } from '@/components/ui/copy-box';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

/** What a template can name; `docs/notifications.md` tells of all of it. */
const VARIABLES: readonly (readonly [name: string, meaning: string])[] = [
  ['headline', 'what happened, in one line'],
  ['text', 'all of it as plain text'],
  ['state', 'the state in a word'],
  ['title', 'the rule and its worst group'],
  ['kind', 'firing, repeat, resolved or test'],
  ['trouble', 'warn, critical, noData or error'],
  ['rule.title', 'the rule’s title'],
  ['rule.labels.team', 'a label of the rule'],
  ['rule.runbook', 'what to do'],
  ['link', 'to the rule'],
  ['atText', 'when, in UTC'],
  ['#firing', 'for each group that fires, up to {{/firing}}'],
  ['name', 'in a group: its labels'],
  ['figure', 'in a group: its value and its bound'],
  ['message', 'in a group: its sentence'],
  ['labels.service_name', 'in a group: a label, with _ for a dot'],
  ['#resolved', 'for each group that is over, up to {{/resolved}}'],
  ['#isFiring', 'only while it fires, up to {{/isFiring}}'],
  ['id', 'the same for every attempt'],
  ['&json', 'the whole notification as JSON'],
];

/** What would be sent, to the letter, when a rule fires and when it is over; of a webhook the template, too. */
export function Payload({
  channel,
  state: { draft, complete, set },
  of,
  onOf,
}: {
  channel: ShownChannel | undefined;
  state: ChannelDraftState;
  of: PreviewAsk['of'];
  onOf: (of: PreviewAsk['of']) => void;
}) {
  const template = settingOf(draft.target, 'template');
  return (
    <div className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto px-4 py-3">
      {typeof template === 'string' && <Template text={template} onChange={(text) => set('template', text)} />}
      {complete ? (
        <>
          <div role="group" aria-label="Which message" className="flex gap-1">
            {(['firing', 'resolved'] as const).map((one) => (
              <Button
                key={one}
                size="small"
                aria-pressed={one === of}
                className={clsx(one === of && 'border-ember! bg-ember-soft! text-fg!')}
                onClick={() => onOf(one)}
              >
                {one === 'firing' ? 'When it fires' : 'When it is over'}
              </Button>
            ))}
          </div>
          <Sent ask={{ ...(channel ? { id: channel.id } : {}), draft, of }} />
        </>
      ) : (
        <EmptyState title="The settings are not complete yet" hint="Once they are, what would be sent stands here." />
      )}
    </div>
  );
}

/** Text with variables in double braces; each variable puts itself in at the caret. */
function Template({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const element = area.current;
    const [from, to] = element ? [element.selectionStart, element.selectionEnd] : [text.length, text.length];
    onChange(`${text.slice(0, from)}{{${name}}}${text.slice(to)}`);
    element?.focus();
  };
  return (
    <div className="grid gap-1 text-sm">
      <label htmlFor="channel-template" className="text-fg-2">
        Body
      </label>
      <textarea
        id="channel-template"
        ref={area}
        rows={6}
        spellCheck={false}
        placeholder="Empty for Hearth’s own JSON"
        maxLength={20_000}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className="w-full resize-y rounded-md border border-line bg-panel p-2 font-mono text-xs text-fg placeholder:text-fg-3"
      />
      <details className="text-xs text-fg-3">
        <summary className="w-max hover:text-fg">What it can name</summary>
        <ul className="mt-1 grid gap-0.5">
          {VARIABLES.map(([name, meaning]) => (
            <li key={name} className="flex items-baseline gap-2">
              <button
                type="button"
                onClick={() => insert(name)}
                className="shrink-0 rounded border border-line px-1 font-mono text-fg-2 hover:border-line-strong hover:text-fg"
              >{`{{${name}}}`}</button>
              <span className="min-w-0 truncate">{meaning}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** The request: where to, with what, and what it says. */
function Sent({ ask }: { ask: PreviewAsk }) {
  const settled = useSettled(ask.draft);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...previewOptions({ ...ask, draft: settled }),
    placeholderData: keepPreviousData,
  });
  if (error) return <Failed title="There is no preview" message={error.message} onRetry={() => void refetch()} className="h-auto!" />;
  if (!data) return <Skeleton className="h-48" />;
  const body = indented(data.body);
  return (
    <section aria-label="What is sent" className={clsx('grid min-w-0 gap-1.5', isPlaceholderData && 'opacity-50')}>
      <p className="font-mono text-xs break-all text-fg">{data.to}</p>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-2 font-mono text-xs text-fg-3">
        {Object.entries(data.headers).map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="break-all text-fg-2">{value}</dd>
          </div>
        ))}
      </dl>
      <CopyBox text={body} copied={data.body} label="Body" copy="Copy the body" className="max-h-[32rem]" />
      {body !== data.body && <p className="text-xs text-fg-3">Lines are broken to be read; it is sent and copied in one.</p>}
    </section>
  );
}

/** JSON with lines of its own for its parts; anything else as it is. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
