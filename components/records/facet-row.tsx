import { clsx } from 'clsx';
import type { KeyboardEvent, MouseEvent } from 'react';
import { valueColour, valueText } from '@/components/records/facet-fields';
import { withAlso, withExcluded, withOnly } from '@/components/records/facet-filter';
import type { FacetValue } from '@/components/records/use-facet-counts';
import { formatInteger } from '@/lib/base/units';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';

export interface FacetRowProps extends FacetValue {
  field: Field;
  /** What the filter says of it. */
  state: 'chosen' | 'excluded' | 'neither';
  /** Its share of the most frequent value's count, 0 to 1. */
  share: number;
  filter: Filter | undefined;
  disabled: boolean;
  /** Tab stops here; else only the arrows come here. */
  stop: boolean;
  onFilter: (filter: Filter | undefined) => void;
}

const NOTES = { chosen: ', chosen', excluded: ', excluded', neither: '' } as const;

/** A value with its count: a click shows only it, with Alt (⌥) all but it, with Shift it beside the chosen ones; the keys are the same. */
export function FacetRow({ field, value, count, state, share, filter, disabled, stop, onFilter }: FacetRowProps) {
  const text = valueText(field, value);
  const colour = valueColour(field, value);
  const act = ({ altKey, shiftKey }: MouseEvent | KeyboardEvent) =>
    onFilter((altKey ? withExcluded : shiftKey ? withAlso : withOnly)(filter, field, value));
  const onKeyDown = (event: KeyboardEvent) => {
    // browsers make no click of Alt and Enter
    if (event.key !== 'Enter') return;
    event.preventDefault();
    act(event);
  };
  return (
    <li>
      <button
        type="button"
        disabled={disabled}
        tabIndex={stop ? 0 : -1}
        aria-pressed={state === 'chosen'}
        aria-label={`${text}: ${count === undefined ? 'not counted' : formatInteger(count)}${NOTES[state]}`}
        title={`${text}\nClick: only this. Alt (⌥) and click: all but this. Shift and click: this, too.`}
        onClick={act}
        onKeyDown={onKeyDown}
        className={clsx(
          'relative flex h-[22px] w-full items-center gap-1.5 rounded-[3px] px-1 text-left text-sm hover:bg-hover disabled:opacity-50',
          state === 'chosen' ? 'text-fg shadow-[inset_2px_0_0_var(--ember)]' : 'text-fg-2',
        )}
      >
        <span
          aria-hidden
          className={clsx('absolute inset-y-px left-0 rounded-[3px]', state === 'chosen' ? 'bg-ember-soft' : 'bg-raised')}
          style={{ width: share > 0 ? `max(2px, ${share * 100}%)` : 0 }}
        />
        {colour !== undefined && <span aria-hidden className="relative size-2 shrink-0 rounded-[2px]" style={{ background: colour }} />}
        <span
          className={clsx('relative min-w-0 flex-1 truncate', state === 'excluded' && 'text-fg-3 line-through', value === '' && 'italic')}
        >
          {text}
        </span>
        <span className="relative shrink-0 font-mono text-xs text-fg-3">{count === undefined ? '' : formatInteger(count)}</span>
      </button>
    </li>
  );
}
