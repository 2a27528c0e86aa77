import { clsx } from 'clsx';
import { useMemo } from 'react';
import { CELL, linePath, tickPath } from '@/components/traces/bar-path';
import { barPlace } from '@/components/traces/bar-place';
import type { LineProps } from '@/components/traces/waterfall-row';
import { counted, formatDuration, formatInteger } from '@/lib/base/units';
import { serviceColour } from '@/lib/client/service-colour';
import { NO_END } from '@/lib/model/running';
import type { CriticalPath, Stretch } from '@/lib/waterfall/critical-path';
import { gapsAmong, uncovered } from '@/lib/waterfall/gaps';
import type { Mark } from '@/lib/waterfall/marks';
import { skewOf } from '@/lib/waterfall/skew';
import { NONE } from '@/lib/waterfall/tree';
import type { View } from '@/lib/waterfall/zoom';

/** A bar's cell: its bar, what lies on and under it, and its length in words. */
export function TimeCell(props: LineProps) {
  if (props.trace.tree.span[props.row] !== NONE) return <SpanCell {...props} />;
  return (
    <div role="gridcell" className="truncate text-xs text-fg-3 italic">
      its span has not come
    </div>
  );
}

/** What a cell draws and says of a span or of a closed group. */
interface Drawn {
  readonly start: number;
  readonly end: number;
  readonly open: boolean;
  readonly colour: string;
  /** Its own time; nothing for a group. */
  readonly self: readonly Stretch[];
  /** Where no child of a parent ran for long. */
  readonly gaps: readonly Stretch[];
  /** Where it is on the critical path: itself or below, and itself. */
  readonly whole: readonly Stretch[];
  readonly apart: readonly Stretch[];
  /** What is below has no line of its own: the row stands for it. */
  readonly closed: boolean;
}

function SpanCell(props: LineProps) {
  const { trace, row, view, extent, group, collapsed, path } = props;
  const { columns, tree } = trace;
  const { openEnd } = extent;
  const span = tree.span[row] ?? NONE;
  const failed = group ? group.errors === group.count : columns.isError(span);
  const open = group ? group.open : columns.isOpen(span);
  const own = failed ? 'var(--error)' : open ? 'var(--run)' : serviceColour(columns.serviceOf(span));
  const isGroup = group !== undefined;
  const colour = isGroup ? `color-mix(in srgb, ${own} 45%, var(--line-strong))` : own;
  const start = group ? group.from : columns.startOf(span);
  const end = group ? group.to : columns.endOf(span, openEnd);
  // a span with 100 000 children has as many stretches: not for each step of a zoom, nor when it is opened again
  const self = useMemo(() => (isGroup ? [] : uncovered(columns, tree, row, openEnd)), [columns, tree, row, openEnd, isGroup]);
  const traceLength = extent.to - extent.from;
  const gaps = useMemo(
    () => ((tree.size[row] ?? 1) > 1 ? gapsAmong(self, end - start, traceLength) : []),
    [tree, row, self, start, end, traceLength],
  );
  const whole = useMemo(() => wholePath(path, row, isGroup, props.groupRows), [path, row, isGroup, props.groupRows]);
  const apart = useMemo(() => (isGroup ? [] : (path?.stretches(row) ?? [])), [isGroup, path, row]);
  const drawn: Drawn = { start, end, open, colour, self, gaps, whole, apart, closed: collapsed || isGroup };
  return (
    <div role="gridcell" className="relative mr-4 h-full" {...titleOf(props, drawn)}>
      <Bar {...drawn} view={view} />
      <OnBar view={view} shows={props.shows} marks={props.marks} drawn={drawn} />
      <Length {...props} drawn={drawn} />
    </div>
  );
}

/** When the path was in a row or below it; for a closed group in any of its spans. */
function wholePath(path: CriticalPath | undefined, row: number, isGroup: boolean, groupRows: number): Stretch[] {
  if (!path) return [];
  if (!isGroup) return [path.whole(row)].filter((stretch) => stretch !== undefined);
  const found: Stretch[] = [];
  for (let member = row; member <= groupRows; member += 1) found.push(...path.stretches(member));
  return found.sort((a, b) => a.from - b.from);
}

function Bar({ start, end, view, open, colour }: Pick<Drawn, 'start' | 'end' | 'open' | 'colour'> & { view: View }) {
  const place = barPlace(start, end, view);
  if (!place.seen) return null;
  return (
    <span
      className={clsx('absolute top-[9px] h-2.5 min-w-[2px] rounded-[2px] opacity-85', open && 'rounded-r-none')}
      style={{
        left: `min(${place.left}%, 100% - 2px)`,
        width: `${place.width}%`,
        background: open ? `linear-gradient(90deg, ${colour} 70%, transparent)` : colour,
      }}
    />
  );
}

/** Heights in the cell, px: the middle of the bar, the line under it, and the ticks across it. */
const MIDDLE = 14;
const UNDER = 22;
const TICK = { top: 6, bottom: 22 };

const TONES = { info: 'var(--text)', warn: 'var(--warn)', error: 'var(--error)' } as const;

/** Self time, gaps, the critical path and marks: one drawing for all, so that a row stays light. */
function OnBar({ view, shows, marks, drawn }: Pick<LineProps, 'view' | 'shows' | 'marks'> & { drawn: Drawn }) {
  const { self, gaps, whole, apart, closed, colour } = drawn;
  const wholeLine = useMemo(() => linePath(whole, view, UNDER), [whole, view]);
  const apartLine = useMemo(() => linePath(apart, view, UNDER), [apart, view]);
  const selfLine = useMemo(() => (shows.self ? linePath(self, view, MIDDLE) : ''), [shows.self, self, view]);
  const lines = [
    { d: selfLine, stroke: `color-mix(in srgb, ${colour} 55%, black)`, strokeWidth: 10 },
    { d: linePath(gaps, view, MIDDLE), stroke: 'var(--page)', strokeWidth: 2, strokeDasharray: '2 3' },
    { d: wholeLine, stroke: 'var(--text)', strokeWidth: 1.5, opacity: 0.3 },
    { d: closed ? wholeLine : apartLine, stroke: 'var(--text)', strokeWidth: 1.5 },
    ...(['info', 'warn', 'error'] as const).map((tone) => ({
      d: tickPath(timesOf(marks, tone), view, TICK.top, TICK.bottom),
      stroke: TONES[tone],
      strokeWidth: 1.5,
    })),
  ].filter(({ d }) => d !== '');
  if (lines.length === 0) return null;
  return (
    <svg aria-hidden viewBox={`0 0 ${CELL} 28`} preserveAspectRatio="none" className="pointer-events-none absolute inset-0 size-full">
      {lines.map((line, index) => (
        <path key={index} {...line} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

function timesOf(marks: readonly Mark[] | undefined, tone: Mark['tone']): number[] {
  return (marks ?? []).filter((mark) => mark.tone === tone).map(({ at }) => at);
}

/** What the drawing says, in words. */
function titleOf(props: LineProps, drawn: Drawn): { title?: string } {
  const { trace, row, extent, path, group, marks, shows } = props;
  const sentences: string[] = [];
  if (group) {
    const each = `${formatDuration(group.shortest)} to ${formatDuration(group.longest)} each`;
    sentences.push(
      `${formatInteger(group.count)} spans in a row: ${formatDuration(group.sum)} together, ${each}, ${formatDuration(group.to - group.from)} from the first to the last.`,
    );
  }
  const skew = group ? undefined : skewOf(trace.columns, trace.tree, row, extent.openEnd);
  if (skew) sentences.push(skew.sentence);
  if (drawn.gaps.length > 0)
    sentences.push(`No child ran for ${drawn.gaps.map(({ from, to }) => formatDuration(to - from)).join(' and ')}.`);
  if (shows.self && !group) sentences.push(`${formatDuration(lengthOf(drawn.self))} of it are its own.`);
  const critical = group ? lengthOf(drawn.whole) : (path?.own[row] ?? 0);
  if (critical > 0) sentences.push(`${formatDuration(critical)} of its own on the critical path.`);
  if (marks && marks.length > 0) sentences.push(`${counted(marks.length, 'log or event', 'logs and events')}.`);
  return sentences.length === 0 ? {} : { title: sentences.join('\n') };
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** How long it took, beside the bar. */
function Length({ trace, row, view, extent, group, drawn }: LineProps & { drawn: Drawn }) {
  const { start, end, open, colour } = drawn;
  const place = barPlace(start, end, view);
  const length = group ? `sum ${formatDuration(group.sum)}` : formatDuration(end - start);
  const skew = group ? undefined : skewOf(trace.columns, trace.tree, row, extent.openEnd);
  const ended = !open || group ? length : extent.open === 'running' ? `running ${length}` : NO_END;
  const said = skew ? `${ended} · ${skew.short}` : ended;
  // an arrow says on which side of the view a span is
  const text = place.seen ? said : end < view.from ? `‹ ${said}` : `${said} ›`;
  const tone = skew ? 'text-warn' : open && extent.open === 'running' ? 'text-run' : 'text-fg-3';
  return (
    <span
      className={clsx(
        'absolute text-[10.5px] whitespace-nowrap',
        place.label === 'on' ? 'top-[9px] rounded-[2px] px-1 leading-[10px] text-page' : ['top-0 leading-7', tone],
      )}
      style={
        place.label === 'behind'
          ? { left: `calc(${place.left + place.width}% + 6px)` }
          : place.label === 'before'
            ? { right: `calc(${100 - place.left}% + 6px)` }
            : // the bar's own ground: no gap or tick strikes the text through
              { left: `calc(${place.left}% + 8px)`, background: `color-mix(in srgb, ${colour} 85%, var(--page))` }
      }
    >
      {text}
    </span>
  );
}
