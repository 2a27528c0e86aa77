'use client';

import { ChevronDown, ChevronRight, Search, X } from 'lucide-react';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import type { Facet } from '@/components/records/facet-fields';
import { FacetValues } from '@/components/records/facet-values';
import { useFacetCounts, type FacetScope } from '@/components/records/use-facet-counts';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { moveFocus } from '@/lib/client/move-focus';
import { useSeen } from '@/lib/client/use-seen';
import type { Filter } from '@/lib/model/filter';
import { valueKind } from '@/lib/query/filter-value';

/** Values of a facet, and of its longer list. */
const FEW = 8;
const MANY = 100;

export interface FacetGroupProps {
  facet: Facet;
  scope: FacetScope;
  open: boolean;
  onOpen: (open: boolean) => void;
  disabled: boolean;
  /** Nothing is counted anew yet. */
  wait: boolean;
  onFilter: (filter: Filter | undefined) => void;
  /** Takes a pinned facet away. */
  onUnpin: () => void;
}

/**
 * One facet: its name, which opens and closes it, and its most frequent values. It is counted while it is open and in view. Tab stops
 * at its name alone, and the arrows go on to its values: the list beside many facets is not many stops away.
 */
export function FacetGroup({ facet, scope, open, onOpen, disabled, wait, onFilter, onUnpin }: FacetGroupProps) {
  const { field, label, name, pinned } = facet;
  const [ref, seen] = useSeen();
  const id = useId();
  const counts = useFacetCounts(field, scope, FEW, open && seen && !disabled && !wait);
  const Chevron = open ? ChevronDown : ChevronRight;
  const values = { field, scope, disabled, onFilter };
  return (
    <section
      ref={ref}
      aria-labelledby={id}
      aria-busy={open && !disabled && !counts.values && !counts.error}
      onKeyDown={moveFocus}
      className="group/facet flex flex-col gap-0.5"
    >
      <div className="flex h-6 items-center">
        <h2 id={id} className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={open}
            title={`${name}\n↓ goes to its values`}
            onClick={() => onOpen(!open)}
            className="flex w-full items-center gap-1 rounded text-left text-xs text-fg-3 hover:text-fg"
          >
            <span className="truncate">{label}</span>
            <Chevron size={11} aria-hidden className="shrink-0" />
          </button>
        </h2>
        {pinned && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Remove the facet ${label}`}
            onClick={onUnpin}
            className="shrink-0 rounded p-0.5 text-fg-3 hover:text-fg"
          >
            <X size={12} aria-hidden />
          </button>
        )}
      </div>
      {open && <FacetValues {...values} counts={counts} emptyText="none here" />}
      {open && counts.more && <MoreValues {...values} label={label} />}
    </section>
  );
}

interface MoreValuesProps extends Pick<FacetGroupProps, 'scope' | 'disabled' | 'onFilter'> {
  field: Facet['field'];
  label: string;
}

/** A button that opens a longer list of a field's values, which can be searched. */
function MoreValues(props: MoreValuesProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="right"
      label={`Values of ${props.label}`}
      className="w-80"
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-label={`More values of ${props.label}`}
          className="self-start rounded px-1 text-xs text-run hover:underline"
        >
          more
        </button>
      }
    >
      {open && <LongList {...props} />}
    </Popover>
  );
}

function LongList({ field, label, scope, disabled, onFilter }: MoreValuesProps) {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  // numbers are not searched by a part of them
  const searchable = valueKind(field) === 'text';
  const narrow = useMemo<Filter | undefined>(() => (text === '' ? undefined : { op: 'contains', field, value: text }), [text, field]);
  const counts = useFacetCounts(field, scope, MANY, true, narrow);
  return (
    <div className="flex flex-col gap-2" onKeyDown={moveFocus}>
      {searchable && (
        <Input
          label={`Search the values of ${label}`}
          autoFocus
          value={typed}
          placeholder="part of a value"
          icon={<Search size={13} aria-hidden />}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <div className="max-h-80 overflow-auto">
        <FacetValues
          {...{ field, scope, disabled, onFilter, counts }}
          countedAlone={text !== ''}
          stop
          emptyText={text === '' ? 'none here' : `No value contains “${text}”.`}
        />
      </div>
      {counts.more && <p className="text-xs text-fg-3">The {MANY} most frequent. Type to find others.</p>}
    </div>
  );
}
