'use client';

import { clsx } from 'clsx';
import { useState, type SyntheticEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { DAY, HOUR, millis, MINUTE, type Millis } from '@/lib/base/time';
import { formatField, formatRange, zoneName, type Zone } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import { nameWindow } from '@/lib/client/window-name';
import { parseTimeText } from '@/lib/query/time-text';
import { resolveWindow, type TimeWindow } from '@/lib/query/time-window';

const QUICK: readonly Millis[] = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
].map(millis);

/** Quick ranges, a field that reads words, the two ends, and the zone that all of it is in. */
export function TimeForm({ close }: { close: () => void }) {
  const { window, range, setWindow, zone, setZone, refreshedAt } = useTimeWindow();
  const choose = (next: TimeWindow) => {
    setWindow(next);
    close();
  };
  return (
    <div className="flex max-sm:flex-col">
      <div className="grid shrink-0 content-start gap-px border-r border-line p-1 max-sm:grid-cols-3 max-sm:border-r-0 max-sm:border-b sm:w-36">
        {QUICK.map((last) => {
          const chosen = 'last' in window && window.last === last;
          return (
            <button
              key={last}
              type="button"
              aria-pressed={chosen}
              onClick={() => choose({ last })}
              className={clsx(
                'h-6.5 rounded px-2 text-left text-sm hover:bg-hover hover:text-fg',
                chosen ? 'bg-ember-soft text-fg' : 'text-fg-2',
              )}
            >
              {nameWindow({ last }, zone)}
            </button>
          );
        })}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-3 p-3">
        <TypedWindow zone={zone} onChoose={choose} />
        <EndsForm key={zone} from={range.from} to={range.to} zone={zone} now={refreshedAt} onChoose={choose} />
        <ZoneToggle zone={zone} setZone={setZone} />
      </div>
    </div>
  );
}

/** One field for words; says what it understood while it is being typed. */
function TypedWindow({ zone, onChoose }: { zone: Zone; onChoose: (window: TimeWindow) => void }) {
  const [text, setText] = useState('');
  // the moment at which the form opened: the preview need not run along with the clock
  const [now] = useState(() => millis(Date.now()));
  const parsed = parseTimeText(text, now, zoneName(zone));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (parsed.ok) onChoose(parsed.value);
  };
  const range = parsed.ok ? resolveWindow(parsed.value, now) : undefined;
  return (
    <form onSubmit={submit}>
      <Input
        label="Time range in words"
        // on a touch screen a keyboard would come up over the quick ranges
        autoFocus={!window.matchMedia('(pointer: coarse)').matches}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="last 3h, today, 10:00 to 11:30 …"
        invalid={text !== '' && !parsed.ok}
        aria-describedby="typed-window"
      />
      <p
        id="typed-window"
        aria-live="polite"
        className={clsx('mt-1 min-h-[2lh] text-xs', text !== '' && !parsed.ok ? 'text-error' : 'text-fg-3')}
      >
        {text === '' && 'Type a range, then Enter.'}
        {text !== '' && !parsed.ok && parsed.error}
        {text !== '' && range && formatRange(range.from, range.to, zone)}
      </p>
    </form>
  );
}

/** The two ends as they are now, to be changed. */
function EndsForm({
  from,
  to,
  zone,
  now,
  onChoose,
}: {
  from: Millis;
  to: Millis;
  zone: Zone;
  now: Millis;
  onChoose: (window: TimeWindow) => void;
}) {
  const [first, setFirst] = useState(() => formatField(from, zone));
  const [second, setSecond] = useState(() => formatField(to, zone));
  const [error, setError] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const parsed = parseTimeText(`${first} to ${second}`, now, zoneName(zone));
    if (parsed.ok) onChoose(parsed.value);
    else setError(parsed.error);
  };
  const field = (label: string, value: string, change: (value: string) => void) => (
    <label className="flex items-center gap-2 text-sm text-fg-2">
      <span className="w-9 shrink-0">{label}</span>
      <Input
        label={label}
        value={value}
        spellCheck={false}
        invalid={error !== undefined}
        onChange={(event) => {
          change(event.target.value);
          setError(undefined);
        }}
        className="flex-1 font-mono"
      />
    </label>
  );
  return (
    <form onSubmit={submit} className="grid gap-1.5">
      {field('From', first, setFirst)}
      {field('To', second, setSecond)}
      {error !== undefined && (
        <p role="alert" className="text-xs text-error">
          {error}
        </p>
      )}
      <Button type="submit" className="justify-center">
        Apply
      </Button>
    </form>
  );
}

function ZoneToggle({ zone, setZone }: { zone: Zone; setZone: (zone: Zone) => void }) {
  const zones: readonly Zone[] = ['local', 'utc'];
  return (
    <div role="radiogroup" aria-label="Zone" className="mt-auto flex items-center gap-1 border-t border-line pt-2 text-xs text-fg-3">
      <span className="mr-1 w-9">Zone</span>
      {zones.map((option) => (
        <Button
          key={option}
          role="radio"
          aria-checked={zone === option}
          size="small"
          variant={zone === option ? 'default' : 'quiet'}
          className={clsx(zone === option && 'text-fg')}
          onClick={() => setZone(option)}
        >
          {option === 'utc' ? 'UTC' : 'Local'}
        </Button>
      ))}
      <span className="ml-auto truncate">{zoneName(zone)}</span>
    </div>
  );
}
