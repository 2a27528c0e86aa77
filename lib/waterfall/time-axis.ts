/** Ticks of a time axis within one trace, at round figures. Times are ns since the trace's start. */
import { formatDuration } from '@/lib/base/units';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

const SECOND = 1e9;
/** Above a second, time is not decimal. */
const LONG_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * SECOND,
);

/** The smallest round step that is not less than `least`, both in ns: 1, 2, 5, 10 … of a unit, and halves of hours and minutes. */
export function niceStep(least: number): number {
  if (least <= 1) return 1;
  if (least > 0.5 * SECOND) {
    const fits = LONG_STEPS.find((step) => step >= least);
    if (fits !== undefined) return fits;
  }
  const unit = least > SECOND ? 86_400 * SECOND : 1;
  const power = 10 ** Math.floor(Math.log10(least / unit));
  const step = [1, 2, 5, 10].find((factor) => factor * power * unit >= least * (1 - 1e-9)) ?? 10;
  return step * power * unit;
}

/** At most `most` + 1 ticks within from…to, both ends included. */
export function timeTicks(from: number, to: number, most: number): Tick[] {
  if (to <= from) return [{ at: from, label: formatDuration(from) }];
  const step = niceStep((to - from) / Math.max(1, most));
  const ticks: Tick[] = [];
  for (let index = Math.ceil(from / step); index * step <= to; index += 1) {
    const at = index * step;
    ticks.push({ at, label: at === 0 ? '0' : label(at, step) });
  }
  return ticks;
}

/** As many digits as the step needs, so that neighbours differ: 1.25 s and 1.3 s, but also 100.25 ms and 100.3 ms. */
function label(at: number, step: number): string {
  if (at >= 60 * SECOND) return clock(at, step);
  const [size, unit] = at >= SECOND ? [SECOND, 's'] : at >= 1e6 ? [1e6, 'ms'] : at >= 1e3 ? [1e3, 'µs'] : [1, 'ns'];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9));
  return `${(at / size)
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')}\u00a0${unit}`;
}

/** 1 min 30 s, 2 h 5 min; with parts of a second only where the step has them. */
function clock(at: number, step: number): string {
  const whole = Math.floor(at / SECOND);
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const digits = step < SECOND ? Math.max(0, Math.ceil(-Math.log10(step / SECOND) - 1e-9)) : 0;
  const seconds = (at / SECOND - hours * 3_600 - minutes * 60).toFixed(digits);
  const parts = [
    hours > 0 ? `${hours}\u00a0h` : '',
    minutes > 0 ? `${minutes}\u00a0min` : '',
    Number(seconds) > 0 ? `${seconds}\u00a0s` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
