'use client';

import { CircleCheck, CircleX, Send } from 'lucide-react';
import type { SyntheticEvent } from 'react';
import { formatUnit } from '@/lib/base/units';
import type { TrialOutcome } from '@/lib/model/alert-api';
import type { ShownChannel } from '@/lib/model/alert-channel';
import { CHANNEL_KINDS, settingOf } from '@/components/alerts/channels/channel-kinds';
import { Setting } from '@/components/alerts/channels/setting-field';
import { Tested } from '@/components/alerts/channels/tested';
import type { ChannelDraftState } from '@/components/alerts/channels/use-channel-draft';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';

/** A channel's settings, the test of what is typed, and the way to keep it. */
export function ChannelForm({
  channel,
  state,
  mail,
  onSaved,
  onDelete,
}: {
  /** As it is kept; undefined for a new one. */
  channel: ShownChannel | undefined;
  state: ChannelDraftState;
  /** Whether this Hearth can send mails. */
  mail: boolean;
  onSaved: (channel: ShownChannel) => void;
  onDelete: () => void;
}) {
  const { draft, changed, complete, busy, trial, problem } = state;
  const { about, fields } = CHANNEL_KINDS[draft.target.kind];
  const secrets = channel?.secrets ?? [];
  const unable = draft.target.kind === 'email' && !mail;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const saved = await state.save();
    if (saved) onSaved(saved);
  };
  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={(event) => void submit(event)}>
      <div className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto px-4 py-3">
        <p className="text-sm text-fg-3">{about}</p>
        {unable && (
          <p role="alert" className="rounded-md border border-warn/45 bg-warn/10 px-2.5 py-1.5 text-sm text-fg">
            This Hearth has no mail server yet. Set <Code>HEARTH_SMTP_URL</Code>, such as{' '}
            <Code>smtps://user:password@mail.example.com</Code>, and <Code>HEARTH_SMTP_FROM</Code>, such as <Code>hearth@example.com</Code>,
            and start it again.
          </p>
        )}
        <Labelled text="Name">
          <Input
            label="Name"
            required
            autoFocus={channel === undefined}
            maxLength={100}
            autoComplete="off"
            placeholder="#ops"
            value={draft.name}
            onChange={(event) => state.rename(event.target.value)}
          />
        </Labelled>
        {fields.map((field) => (
          <Setting
            key={field.name}
            field={field}
            value={settingOf(draft.target, field.name)}
            secrets={secrets}
            dropped={draft.drop?.includes(field.name) ?? false}
            onChange={(value) => state.set(field.name, value)}
            onDrop={(dropped) => state.drop(field.name, dropped)}
          />
        ))}
      </div>
      <div className="grid shrink-0 gap-2 border-t border-line px-4 py-3">
        {problem !== undefined && (
          <p role="alert" className="text-sm break-words text-error">
            {problem}
          </p>
        )}
        {trial && <Trial trial={trial} />}
        <div className="flex flex-wrap items-center gap-2">
          {channel && <Tested channel={channel} className="mr-auto" />}
          {channel && (
            <Button variant="quiet" className="text-error!" onClick={onDelete}>
              Delete
            </Button>
          )}
          <span className="ml-auto flex gap-2">
            <Button disabled={!complete || busy !== undefined} onClick={() => void state.test()}>
              <Send size={13} aria-hidden />
              {busy === 'testing' ? 'Sending …' : 'Send a test'}
            </Button>
            <Button type="submit" variant="primary" disabled={!complete || !changed || busy !== undefined}>
              Save
            </Button>
          </span>
        </div>
      </div>
    </form>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-xs break-all">{children}</code>;
}

/** What came of the test, in the receiver's own words. */
function Trial({ trial: { arrived, outcome, took } }: { trial: TrialOutcome }) {
  const Icon = arrived ? CircleCheck : CircleX;
  return (
    <div role="status" className="grid gap-1 text-sm">
      <p className={arrived ? 'flex items-center gap-1.5 text-ok' : 'flex items-center gap-1.5 text-error'}>
        <Icon size={13} aria-hidden />
        {arrived ? 'It arrived' : 'It did not arrive'}
        <span className="text-fg-3">after {formatUnit(took, 'milliseconds')}</span>
      </p>
      <pre className="max-h-32 overflow-auto rounded-md border border-line bg-page px-2 py-1 font-mono text-xs break-words whitespace-pre-wrap text-fg-2">
        {outcome}
      </pre>
    </div>
  );
}
