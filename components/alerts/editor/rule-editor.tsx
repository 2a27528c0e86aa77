'use client';

import { useRouter } from 'next/navigation';
import { parseAsNumberLiteral, useQueryState } from 'nuqs';
import { useCallback, useMemo, useState } from 'react';
import { DAY, millis, type TimeRange } from '@/lib/base/time';
import { boundUnit } from '@/lib/alerts/bound-text';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertRule, Condition } from '@/lib/model/alert';
import type { AlertListing } from '@/lib/model/alert-api';
import type { AlertLabels } from '@/lib/model/alert-state';
import { BackTestPanel } from '@/components/alerts/editor/back-test-panel';
import { drawn } from '@/components/alerts/editor/drawn';
import { askFault } from '@/components/alerts/editor/edit-ask';
import { EditorHeader } from '@/components/alerts/editor/editor-header';
import { FiringsTable } from '@/components/alerts/editor/firings-table';
import { LeaveDialog } from '@/components/alerts/editor/leave-dialog';
import { leftBehind } from '@/components/alerts/editor/left-behind';
import { NowTable } from '@/components/alerts/editor/now-table';
import { ruleFaults } from '@/components/alerts/editor/rule-faults';
import { RuleConflict } from '@/components/alerts/editor/rule-conflict';
import { RuleForm } from '@/components/alerts/editor/rule-form';
import { useBackTest } from '@/components/alerts/editor/use-back-test';
import { useRuleDraft } from '@/components/alerts/editor/use-rule-draft';
import { useSaveRule } from '@/components/alerts/editor/use-save-rule';
import { useRuleActions } from '@/components/alerts/overview/use-rule-actions';
import { groupNames } from '@/components/alerts/editor/edit-rule';
import { SilenceDialog, type SilenceTarget } from '@/components/alerts/silences/silence-dialog';
import { Select } from '@/components/ui/select';

const LENGTHS = [1, 3, 7, 14] as const;
const LENGTH = parseAsNumberLiteral(LENGTHS).withDefault(7);
const SAVE = 'Alert';

/** What the editor begins with: a kept rule with its state, at an `older` revision where one is to be looked at or brought back; or a new one. */
export type EditorStart =
  | { readonly kind: 'kept'; readonly listing: AlertListing; readonly older?: AlertRule | undefined }
  | { readonly kind: 'new'; readonly rule: AlertRule };

/** A rule in its form, and beside it what it would have done and how it is now. */
export function RuleEditor({ start, place }: { start: EditorStart; place: string }) {
  const listing = start.kind === 'kept' ? start.listing : undefined;
  const newest = useMemo(() => (start.kind === 'kept' ? start.listing : { rule: start.rule, revision: 0 }), [start]);
  const older = start.kind === 'kept' ? start.older : undefined;
  const draft = useRuleDraft(newest, older ?? leftBehind(place, newest.revision));
  const { rule, change } = draft;
  const router = useRouter();
  const link = useLink();
  const [, setRevision] = useQueryState('revision');
  const saving = useSaveRule(draft, (saved) => {
    if (start.kind === 'new') router.replace(link(`/alerts/${saved.rule.id}`));
    // what was looked at is the newest now
    else void setRevision(null);
  });
  const actions = useRuleActions();
  const [silencing, setSilencing] = useState<SilenceTarget>();
  const faults = ruleFaults(rule);
  const [tried, setTried] = useState(false);
  const able = Object.keys(faults).length === 0 && (draft.dirty || start.kind === 'new');
  // that the title is missing is said once somebody wants to save
  const unsaid = !tried && Object.keys(faults).every((fault) => fault === 'title') && start.kind === 'new';
  const save = () => {
    setTried(true);
    if (able && !saving.busy) void saving.save();
  };
  useShortcuts([{ keys: 'mod+s', label: 'Save', group: SAVE, run: save }]);

  const { zone, zoomed, unzoom, range: window, refreshedAt } = useTimeWindow();
  const [days, setDays] = useQueryState('days', LENGTH);
  const range = useMemo<TimeRange>(
    () => (zoomed ? window : { from: millis(refreshedAt - days * DAY), to: refreshedAt }),
    [zoomed, window, days, refreshedAt],
  );
  useShortcuts(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: SAVE, run: unzoom }] : []);
  const lately = useMemo<TimeRange>(() => ({ from: millis(refreshedAt - DAY), to: refreshedAt }), [refreshedAt]);
  const fault = askFault(rule.ask);
  const test = useBackTest(rule, range, fault !== undefined || faults.over !== undefined);
  // a moved bound leaves the picture as it is
  const { ask, title: called } = rule;
  const { names, series, step } = test.test ?? {};
  const unit = boundUnit(rule);
  const judgedIn = test.range;
  const picture = useMemo(
    () => (names && series && step !== undefined ? drawn({ ask, title: called }, { names, series, step }, unit, judgedIn) : undefined),
    [ask, called, names, series, step, unit, judgedIn],
  );
  const colourOf = useCallback((labels: AlertLabels) => picture?.colourOf(labels), [picture]);
  const onCondition = useCallback((condition: Condition) => change({ condition }), [change]);
  const by = groupNames(rule.ask);
  const title = `${zoomed ? 'A closer look' : days === 1 ? 'Last day' : `Last ${days} days`}${by === '' ? '' : `, by ${by}`}`;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <EditorHeader
        listing={listing}
        draft={draft}
        saving={saving}
        able={able || unsaid}
        actions={actions}
        onSave={save}
        onRevert={() => {
          draft.revert();
          // what is shown is the newest again, and the address says no other
          void setRevision(null);
        }}
        onSilence={() => setSilencing({ rules: [rule.id] })}
        onDelete={() => {
          if (!listing) return;
          actions.remove(listing);
          draft.revert();
          router.push(link('/alerts'));
        }}
      />
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <section
          aria-label="The rule"
          className="w-[372px] shrink-0 overflow-y-auto border-r border-line px-4 py-3.5 max-lg:order-2 max-lg:w-full max-lg:overflow-visible max-lg:border-t max-lg:border-r-0 max-md:px-3"
        >
          <RuleForm rule={rule} test={test.test} range={lately} tried={tried} onChange={change} />
        </section>
        <div className="flex min-w-0 flex-1 flex-col gap-2.5 overflow-y-auto px-4 py-3.5 max-lg:flex-none max-lg:overflow-visible max-md:px-2">
          <BackTestPanel
            rule={rule}
            state={test}
            picture={picture}
            fault={fault ?? faults.over}
            title={title}
            onCondition={onCondition}
            actions={
              <Select
                label="How far back"
                value={String(days)}
                onChange={(next) => {
                  if (zoomed) unzoom();
                  void setDays(LENGTHS.find((length) => String(length) === next) ?? null);
                }}
                options={LENGTHS.map((length) => ({ value: String(length), label: length === 1 ? '1 day' : `${length} days` }))}
              />
            }
          />
          {/* before the firings, which are more or fewer with every move of a bound: nothing moves with them */}
          {listing && <NowTable listing={listing} dirty={draft.dirty} colourOf={colourOf} />}
          <FiringsTable
            rule={rule}
            firings={test.test?.firings}
            failed={test.error !== null || fault !== undefined || faults.over !== undefined}
            colourOf={colourOf}
            to={test.range.to}
            zone={zone}
            now={refreshedAt}
            old={test.old}
          />
        </div>
      </div>
      <SilenceDialog target={silencing} onClose={() => setSilencing(undefined)} />
      <RuleConflict draft={draft} saving={saving} />
      <LeaveDialog draft={draft} place={place} />
    </div>
  );
}
