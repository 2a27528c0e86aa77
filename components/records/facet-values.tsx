import { clsx } from 'clsx';
import { facetChoice, sameValue } from '@/components/records/facet-filter';
import { FacetRow } from '@/components/records/facet-row';
import type { FacetCounts, FacetScope, FacetValue } from '@/components/records/use-facet-counts';
import { Skeleton } from '@/components/ui/skeleton';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';

export interface FacetValuesProps {
  field: Field;
  counts: FacetCounts;
  scope: FacetScope;
  /** The filter's text does not parse: nothing can be added to it. */
  disabled: boolean;
  onFilter: (filter: Filter | undefined) => void;
  /** What is said where there are no values. */
  emptyText: string;
  /** Only what was counted, without values that the filter names and no record has. */
  countedAlone?: boolean;
  /** Tab stops at the first one. */
  stop?: boolean;
}

/** The values of a field with their counts; those that the filter names are always among them. */
export function FacetValues({ field, counts, scope, disabled, onFilter, emptyText, countedAlone = false, stop = false }: FacetValuesProps) {
  const { values, old, error, retry } = counts;
  if (error)
    return (
      <p role="alert" className="px-1 text-xs text-error">
        Not counted: {error.message}{' '}
        <button type="button" onClick={retry} className="underline underline-offset-2">
          Count again
        </button>
      </p>
    );
  if (!values) return <Skeleton className="h-12" />;
  const { chosen, excluded } = facetChoice(scope.filter, field);
  const named = [...chosen, ...excluded].filter((value) => !values.some((each) => sameValue(each.value, value)));
  const rows: FacetValue[] = [...values, ...(countedAlone ? [] : named.map((value) => ({ value, count: undefined })))];
  const most = Math.max(1, ...values.map(({ count }) => count ?? 0));
  if (rows.length === 0) return <p className="px-1 text-xs text-fg-3">{emptyText}</p>;
  return (
    <ul aria-busy={old} className={clsx('flex flex-col gap-px', old && 'opacity-50')}>
      {rows.map(({ value, count }, index) => (
        <FacetRow
          key={String(value)}
          field={field}
          value={value}
          count={count}
          state={
            chosen.some((each) => sameValue(each, value))
              ? 'chosen'
              : excluded.some((each) => sameValue(each, value))
                ? 'excluded'
                : 'neither'
          }
          share={(count ?? 0) / most}
          filter={scope.filter}
          disabled={disabled}
          stop={stop && index === 0}
          onFilter={onFilter}
        />
      ))}
    </ul>
  );
}
