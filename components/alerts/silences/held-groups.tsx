'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { groupText } from '@/lib/alerts/group-text';
import { heldOptions } from '@/lib/client/alert-silences';
import { useSettled } from '@/lib/client/use-settled';
import type { Matcher } from '@/lib/model/alert-silence';
import { StateMark } from '@/components/alerts/overview/state-mark';
import { stateTone, stateWord } from '@/components/alerts/rule/change-text';
import { heldText } from '@/components/alerts/silences/held-text';

/** Groups that are named; the others are counted. */
const SHOWN = 4;

/**
 * What a silence with these rules and matchers is about now, once the typing pauses: the server counts, because it alone knows every group. `rules` and
 * `matchers` are the same objects until they change.
 */
export function HeldGroups({ rules, matchers }: { rules: readonly string[]; matchers: readonly Matcher[] }) {
  const [settledRules, settledMatchers] = [useSettled(rules), useSettled(matchers)];
  // a row whose label is still to come says nothing
  const named = settledMatchers.map((row) => ({ ...row, label: row.label.trim() })).filter(({ label }) => label !== '');
  const { data, error, isPlaceholderData } = useQuery(
    heldOptions({ silences: [{ rules: [...settledRules], matchers: named }], show: SHOWN }),
  );
  const held = data?.[0];
  const more = held ? held.groups - held.first.length : 0;
  const old = isPlaceholderData || settledRules !== rules || settledMatchers !== matchers;
  return (
    // as high with a line as with all of them: what is below does not jump while one types
    <div
      aria-busy={old || held === undefined}
      className={clsx('min-h-31 rounded-md border border-line px-2.5 py-1.5 text-xs text-fg-3', old && 'opacity-60')}
    >
      <p role="status" className={clsx(error && 'text-error')}>
        {error
          ? `What it is about could not be counted: ${error.message}`
          : held
            ? `It is about ${heldText(held)}.`
            : 'Counting what it is about …'}
      </p>
      {held && held.first.length > 0 && (
        <ul aria-label="What it is about" className="pt-0.5">
          {held.first.map(({ title, labels, state, severity }, index) => (
            // titles may be the same, and labels are none where a rule has no group yet
            <li key={index} className="flex h-5 items-center gap-2">
              <span className="min-w-0 truncate">
                <span className="text-fg-2">{title}</span>
                {groupText(labels) !== '' && ` · ${groupText(labels)}`}
              </span>
              {state && <StateMark word={stateWord(state, severity)} tone={stateTone(state, severity)} className="ml-auto" />}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p>and {more} more</p>}
    </div>
  );
}
