import { clsx } from 'clsx';
import { millisFromNanos, nanosFromText, type Millis, type NanosText } from '@/lib/base/time';
import { formatClock, formatInstant, formatNanos, type Zone } from '@/lib/client/format-time';

export interface RowTimeProps {
  time: NanosText;
  zone: Zone;
  /** With the date. */
  dated: boolean;
  /** When the rows were read. */
  now: Millis;
}

/** The time of a row; nanoseconds on hover. The last characters are the first to go where there is little room. */
export function RowTime({ time, zone, dated, now }: RowTimeProps) {
  const at = millisFromNanos(nanosFromText(time));
  const text = dated ? formatInstant(at, zone, now) : formatClock(at, zone);
  const spare = dated ? 3 : 4;
  return (
    <time
      role="gridcell"
      title={formatNanos(time, zone)}
      className={clsx('font-mono text-sm whitespace-nowrap text-fg-3', dated && 'min-w-[108px] max-md:min-w-0')}
    >
      {text.slice(0, -spare)}
      <span className="max-md:hidden">{text.slice(-spare)}</span>
    </time>
  );
}
