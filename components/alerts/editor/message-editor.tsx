'use client';

import { useId } from 'react';
import { labelNames } from '@/lib/alerts/group-text';
import { messageOf, MESSAGE_VARIABLES, unknownVariables } from '@/lib/alerts/message';
import { levelsOf } from '@/lib/alerts/judge';
import { millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import type { Instance } from '@/lib/model/alert-state';
import { boundsOf } from '@/components/alerts/editor/condition';

/** What a channel is told of each group, with what it would say of the newest firing, or of a made-up one. */
export function MessageEditor({
  rule,
  test,
  onChange,
}: {
  rule: AlertRule;
  /** For a real group to show it with. */
  test: BackTest | undefined;
  onChange: (message: string) => void;
}) {
  const about = useId();
  const unknown = unknownVariables(rule);
  const example = exampleOf(rule, test);
  const severity = example.severity ?? 'critical';
  const names = [...MESSAGE_VARIABLES, ...(labelNames(rule.ask) ?? []), ...Object.keys(rule.labels)];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1 break-words">
      <textarea
        aria-label="Message"
        aria-describedby={about}
        value={rule.message}
        rows={2}
        maxLength={5_000}
        placeholder="Hearth’s own sentence"
        onChange={(event) => onChange(event.target.value)}
        className="min-h-14 w-full resize-y rounded-md border border-line bg-panel px-2 py-1.5 text-sm text-fg placeholder:text-fg-3"
      />
      {unknown.length > 0 && (
        <p role="status" className="text-xs text-warn">
          Nothing is known of{' '}
          {unknown.map((name) => (
            <mark key={name} className="rounded-sm bg-warn/15 px-0.5 font-mono text-warn">{`{{${name}}}`}</mark>
          ))}
          : it stays as it is written.
        </p>
      )}
      {/* a rule without a threshold never says anything */}
      {levelsOf(rule.condition).length > 0 && <p className="text-xs text-fg-2">{messageOf(rule, example, severity, example.since)}</p>}
      <p id={about} className="text-xs text-fg-3">
        Known: {names.map((name) => `{{${name}}}`).join(' ')}
      </p>
    </div>
  );
}

/** The newest firing of the back-test as a group; without one, a group that is just beyond the worst level. */
function exampleOf(rule: AlertRule, test: BackTest | undefined): Instance {
  const firing = test?.firings.at(-1);
  if (firing) {
    const { labels, severity, from, worst } = firing;
    return { labels, state: 'firing', severity, since: from, value: worst, seenAt: from, beyond: { [severity]: from } };
  }
  const severity = levelsOf(rule.condition).at(-1) ?? 'critical';
  const bound = boundsOf(rule.condition).findLast(({ name }) => name === severity)?.value ?? 0;
  const labels = Object.fromEntries((labelNames(rule.ask) ?? []).map((name) => [name, `some ${name}`]));
  const value = rule.condition.is === 'below' ? bound * 0.9 : bound * 1.1;
  const at = millis(0);
  return { labels, state: 'firing', severity, since: at, value, seenAt: at, beyond: { [severity]: at } };
}
