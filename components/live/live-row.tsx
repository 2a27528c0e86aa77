import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Columns } from '@/components/live/columns';
import { RowPills } from '@/components/live/row-pills';
import { levelColour, type RowFacts } from '@/components/live/row-facts';
import { RowTime } from '@/components/records/row-time';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import { ServiceDot } from '@/components/ui/service-dot';
import type { Millis } from '@/lib/base/time';
import { counted } from '@/lib/base/units';
import type { Zone } from '@/lib/client/format-time';
import { serviceColour } from '@/lib/client/service-colour';
import { ERROR_SEVERITY } from '@/lib/model/semantics';
import { LEVELS } from '@/lib/query/filter-value';

/** Where a row's bar stands in its trace, in percent of the trace's length. */
export interface Place {
  readonly left: number;
  readonly width: number;
}

export interface LiveRowProps {
  facts: RowFacts;
  /** The line's number in the list, and where it stands, px. */
  line: number;
  top: number;
  /** 0 for a record of the list. */
  depth: number;
  /** Whether what is below is shown; undefined where there is nothing. */
  open: boolean | undefined;
  /** Undefined for what has no length. */
  place: Place | undefined;
  columns: Columns;
  zone: Zone;
  now: Millis;
  /** The details show it. */
  selected: boolean;
  /** The keyboard is here. */
  active: boolean;
}

/** The id of a line's element, for aria-activedescendant. */
export function lineElementId(line: number): string {
  return `line-${line}`;
}

/** One record of the list, or one row of a trace that is open in it. Clicks are the list's. */
export function LiveRow(props: LiveRowProps) {
  const { facts, line, top, depth, open, columns, zone, now, selected, active } = props;
  return (
    <div
      role="row"
      id={lineElementId(line)}
      data-line={line}
      aria-rowindex={line + 1}
      aria-level={depth + 1}
      aria-selected={selected}
      {...(open === undefined ? {} : { 'aria-expanded': open })}
      className={clsx(
        'absolute inset-x-0 grid cursor-pointer grid-cols-(--tracks) items-center gap-2.5 border-b border-line/55 px-4 max-md:grid-cols-[58px_10px_minmax(0,1fr)_auto] max-md:gap-2 max-md:px-3',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        active && !selected && 'bg-hover shadow-[inset_2px_0_0_var(--line-strong)]',
        active && '-outline-offset-2 outline-ember group-focus-visible/grid:outline-2',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      {columns.has('time') && <RowTime time={facts.time} zone={zone} dated={false} now={now} />}
      {columns.has('service') && (
        <span role="gridcell" className="flex min-w-0" title={serviceTitle(facts)}>
          {facts.service !== '' && (
            <>
              <ServiceDot service={facts.service} className="max-md:hidden" />
              <ServiceDot service={facts.service} bare className="md:hidden" />
            </>
          )}
        </span>
      )}
      <span role="gridcell" className="flex min-w-0 items-center" style={{ paddingLeft: `min(${depth * 16}px, 40%)` }}>
        <Mark facts={facts} open={open} />
        <span
          title={facts.text}
          className={clsx(
            'truncate',
            facts.missing && 'text-fg-3 italic',
            facts.isLog && (facts.level >= ERROR_SEVERITY ? 'text-error' : facts.level >= LEVELS.warn ? 'text-warn' : 'text-fg-2'),
          )}
        >
          {facts.text === '' ? <i className="text-fg-3">empty</i> : facts.text.slice(0, LONGEST)}
        </span>
        {facts.httpStatus > 0 && (
          <span className={clsx('ml-1.5 shrink-0', facts.httpStatus >= 500 ? 'text-error' : 'text-fg-3')}>→ {facts.httpStatus}</span>
        )}
        <RowPills facts={facts} columns={columns} />
      </span>
      {columns.has('bar') && <Bar {...props} />}
      {columns.has('duration') && (
        <Cell
          className={clsx('text-right', facts.state === 'running' ? 'text-run' : 'text-fg-2')}
          title={facts.duration === undefined ? facts.length : `${facts.duration} ns`}
        >
          {facts.length === '' ? <span className="text-fg-3">–</span> : facts.length}
        </Cell>
      )}
    </div>
  );
}

/** Characters of a message that are put into the page; the details have all of it. */
const LONGEST = 400;

function Cell({ className, title, children }: { className: string; title: string; children: ReactNode }) {
  return (
    <span role="gridcell" title={title} className={clsx('truncate font-mono text-sm', className)}>
      {children}
    </span>
  );
}

function serviceTitle({ service, version }: RowFacts): string {
  return version === '' ? service : `${service} ${version}`;
}

/** How many rows are below, as the button that shows them; a diamond in the colour of the level where there are none. */
function Mark({ facts, open }: { facts: RowFacts; open: boolean | undefined }) {
  const diamond = (
    <span
      aria-hidden
      className={clsx('mr-2 ml-[5px] size-[7px] shrink-0 rotate-45', facts.missing && 'border border-fg-3')}
      style={facts.missing ? {} : { background: levelColour(facts) }}
    />
  );
  if (open === undefined) return diamond;
  const below = facts.below ?? 0;
  return (
    <>
      <span
        data-toggle
        aria-hidden
        title={`${markTitle(facts, below)} Click to ${open ? 'close' : 'open'}, with Alt all of them.`}
        className={clsx(
          'mr-1.5 inline-grid h-4 min-w-[18px] shrink-0 place-items-center rounded-[3px] border px-[3px] text-[10.5px] leading-none',
          facts.orphan && 'border-dashed',
          facts.failed ? 'border-error text-error' : 'border-line-strong',
          open ? 'bg-hover' : 'bg-line-strong/60',
        )}
      >
        {facts.isLog ? '…' : below > 9_999 ? `${Math.floor(below / 1_000)}k` : below}
      </span>
      {facts.level >= LEVELS.warn && diamond}
    </>
  );
}

function markTitle({ isLog, orphan, failed }: RowFacts, below: number): string {
  if (isLog) return 'In a trace.';
  const spans = `${counted(below, 'more span')} in its trace${failed ? ', something failed' : ''}.`;
  return orphan ? `${spans} Its parent has not come.` : spans;
}

function Bar({ facts, place, depth }: LiveRowProps) {
  return (
    <span role="gridcell" aria-hidden className="relative h-full max-md:hidden">
      {place && (
        <span
          className={clsx(
            'absolute top-1/2 min-w-[2px] -translate-y-1/2 rounded-[1px]',
            depth === 0 ? 'h-1' : 'h-[3px]',
            facts.state === 'running' && 'rounded-r-none motion-safe:animate-pulse',
          )}
          style={{
            left: `min(${place.left}%, 100% - 2px)`,
            width: `${place.width}%`,
            background: barColour(facts),
          }}
        />
      )}
    </span>
  );
}

function barColour(facts: RowFacts): string {
  if (facts.state === 'running') return 'linear-gradient(90deg, var(--run) 60%, transparent)';
  if (facts.state === 'lost') return 'repeating-linear-gradient(90deg, var(--info) 0 4px, transparent 4px 7px)';
  return facts.failed ? 'var(--error)' : serviceColour(facts.service);
}
