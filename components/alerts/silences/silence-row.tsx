import { Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Millis } from '@/lib/base/time';
import { formatInstant, formatLeft, type Zone } from '@/lib/client/format-time';
import type { Held } from '@/lib/model/alert-api';
import type { Matcher, Silence } from '@/lib/model/alert-silence';
import { heldText } from '@/components/alerts/silences/held-text';
import { comingSpans, timeText, type Standing } from '@/components/alerts/silences/time-words';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';

const OPERATORS: Readonly<Record<Matcher['op'], string>> = { eq: '=', neq: '≠', matches: '~' };

/** One silence of the list. */
export function SilenceRow({
  silence,
  standing,
  held,
  titles,
  now,
  zone,
  onEdit,
  onEnd,
  onDelete,
}: {
  silence: Silence;
  standing: Standing;
  /** What it is about; undefined while that is not known. */
  held: Held | undefined;
  /** Of rules, by id. */
  titles: ReadonlyMap<string, string>;
  now: Millis;
  zone: Zone;
  onEdit: () => void;
  onEnd: () => void;
  onDelete: () => void;
}) {
  const { reason, rules, matchers, time } = silence;
  return (
    <tr className="border-b border-line/60 align-top text-sm focus-within:bg-hover hover:bg-hover max-md:block max-md:px-2 max-md:py-2">
      <th
        scope="row"
        className="w-2/5 max-w-0 py-2 pr-4 pl-4 text-left font-normal max-md:block max-md:w-auto max-md:max-w-none max-md:p-0"
      >
        <span className="block truncate text-base font-medium text-fg" title={reason}>
          {reason}
        </span>
        <span className="block text-xs text-fg-3">made {formatInstant(silence.createdAt, zone, now)}</span>
      </th>
      <td className="py-2 pr-4 max-md:block max-md:p-0">
        <span className="flex flex-wrap gap-1">
          {rules.length === 0 && matchers.length === 0 && <span className="text-fg-2">everything</span>}
          {rules.map((id) => (
            <Chip key={id}>{titles.get(id) ?? `${id} (deleted)`}</Chip>
          ))}
          {matchers.map(({ label, op, value }, index) => (
            <Chip key={index} mono>
              {label} {OPERATORS[op]} {value === '' ? '(none)' : value}
            </Chip>
          ))}
        </span>
        {standing !== 'ended' && <span className="block pt-0.5 text-xs text-fg-3">{held ? heldText(held) : '\u00a0'}</span>}
      </td>
      <td className="py-2 pr-4 whitespace-nowrap text-fg-2 max-md:block max-md:p-0 max-md:whitespace-normal">
        {timeText(time, zone)}
        <span className="block text-xs text-fg-3">
          <Left silence={silence} standing={standing} now={now} zone={zone} />
        </span>
      </td>
      <td className="w-40 py-1.5 pr-3 text-right whitespace-nowrap max-md:block max-md:w-auto max-md:p-0 max-md:pt-1 max-md:text-left">
        {standing === 'ended' ? (
          <IconButton label={`Delete: ${reason}`} size="small" onClick={onDelete}>
            <Trash2 size={13} aria-hidden />
          </IconButton>
        ) : (
          <>
            <Button size="small" aria-label={`${standing === 'scheduled' ? 'Delete' : 'End'} now: ${reason}`} onClick={onEnd}>
              {standing === 'scheduled' ? 'Delete' : standing === 'recurring' ? 'End for good' : 'End now'}
            </Button>
            <IconButton label={`Change: ${reason}`} size="small" onClick={onEdit}>
              <Pencil size={13} aria-hidden />
            </IconButton>
          </>
        )}
      </td>
    </tr>
  );
}

function Chip({ mono = false, children }: { mono?: boolean; children: ReactNode }) {
  return (
    <span className={`max-w-72 truncate rounded border border-line px-1.5 text-xs leading-[18px] text-fg-2 ${mono ? 'font-mono' : ''}`}>
      {children}
    </span>
  );
}

/** How long it still holds, or when it does next. */
function Left({ silence: { time }, standing, now, zone }: { silence: Silence; standing: Standing; now: Millis; zone: Zone }) {
  const [span] = comingSpans(time, now, 1);
  if (standing === 'ended' || !span) return 'ended';
  if (span.from <= now) return <span className="text-warn">holds now, for another {formatLeft(span.to, now)}</span>;
  return `next ${formatInstant(span.from, zone, now)}, in ${formatLeft(span.from, now)}`;
}
