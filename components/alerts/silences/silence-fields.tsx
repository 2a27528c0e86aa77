'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { toast } from 'sonner';
import { nowMillis } from '@/lib/base/time';
import { createSilence, saveSilence } from '@/lib/client/alert-silences';
import { alertsOptions, useRenewAlerts } from '@/lib/client/alerts';
import { zoneName } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import { ComingList } from '@/components/alerts/silences/coming-list';
import { Choices } from '@/components/alerts/silences/choices';
import { HeldGroups } from '@/components/alerts/silences/held-groups';
import { MatcherRows } from '@/components/alerts/silences/matcher-rows';
import { OnceFields } from '@/components/alerts/silences/once-fields';
import type { SilenceTarget } from '@/components/alerts/silences/silence-dialog';
import { draftOf, formOf, newForm, weeklyOf, type FormFault, type SilenceForm } from '@/components/alerts/silences/silence-form';
import { WeeklyFields } from '@/components/alerts/silences/weekly-fields';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';
import { MultiSelect } from '@/components/ui/multi-select';

/** The fields of a silence, and the buttons that keep it. */
export function SilenceFields({ target, onCancel, onSaved }: { target: SilenceTarget; onCancel: () => void; onSaved: () => void }) {
  const { data: listings } = useQuery(alertsOptions());
  const { zone } = useTimeWindow();
  const renew = useRenewAlerts();
  const reader = zoneName(zone);
  // the moment at which the dialog opened
  const [opened] = useState(nowMillis);
  const [form, setForm] = useState<SilenceForm>(() =>
    'silence' in target ? formOf(target.silence, opened, reader) : { ...newForm(target.rules, reader), repeats: target.repeats ?? false },
  );
  const [fault, setFault] = useState<FormFault>();
  const [saving, setSaving] = useState(false);
  const change = (part: Partial<SilenceForm>) => {
    setForm((before) => ({ ...before, ...part }));
    setFault(undefined);
  };
  const weekly = weeklyOf(form);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const draft = draftOf(form, nowMillis(), reader);
    if (!draft.ok) return setFault(draft.error);
    setSaving(true);
    try {
      await ('silence' in target ? saveSilence(target.silence.id, draft.value) : createSilence(draft.value));
      onSaved();
    } catch (cause) {
      toast.error('The silence was not kept', { description: cause instanceof Error ? cause.message : String(cause) });
      setSaving(false);
    }
    await renew();
  };
  return (
    <form noValidate className="grid grid-cols-[minmax(0,1fr)] gap-3.5" onSubmit={(event) => void submit(event)}>
      <Labelled text="What">
        <div className="flex flex-wrap items-center gap-1.5">
          <MultiSelect
            label="rules"
            options={(listings ?? []).map(({ rule }) => ({ value: rule.id, label: rule.title }))}
            values={form.rules}
            onChange={(rules) => change({ rules })}
          />
        </div>
        <MatcherRows rows={form.matchers} rules={form.rules} onChange={(matchers) => change({ matchers })} />
        <HeldGroups rules={form.rules} matchers={form.matchers} />
      </Labelled>
      <Labelled text="When">
        <Choices
          label="When"
          value={form.repeats}
          options={[
            { value: false, name: 'Once' },
            { value: true, name: 'Every week' },
          ]}
          onChange={(repeats) => change({ repeats })}
        />
      </Labelled>
      {form.repeats ? (
        <>
          <WeeklyFields form={form} fault={fault} onChange={change} />
          {weekly.ok && <ComingList time={weekly.value} now={opened} zone={zone} />}
        </>
      ) : (
        <OnceFields form={form} fault={fault} now={opened} zone={zone} onChange={change} />
      )}
      <Labelled text="Why">
        <Input
          label="Why"
          autoFocus
          maxLength={500}
          placeholder="For whoever finds it: a deploy, a known fault, a ticket"
          value={form.reason}
          invalid={fault?.field === 'reason'}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Labelled>
      {fault && (
        <p role="alert" className="text-sm text-error">
          {fault.message}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={saving}>
          {'silence' in target ? 'Save' : 'Silence'}
        </Button>
      </div>
    </form>
  );
}
