import { FilterSwitch } from '@/components/records/filter-switch';
import { ERRORS, hasCondition, SLOW, withToggled } from '@/components/records/quick-filter';
import type { Filter } from '@/lib/model/filter';
import { record } from '@/lib/model/record-field';

/** Spans that have begun and not ended. */
const RUNNING: Filter = { op: 'eq', field: record('running'), value: true };

const SWITCHES = [
  { condition: ERRORS, label: 'Errors', says: 'Only records with an error' },
  { condition: RUNNING, label: 'Running', says: 'Only spans that have not ended' },
  { condition: SLOW, label: 'Slow', says: 'Only spans of a second or more' },
] as const;

export interface LiveFiltersProps {
  filter: Filter | undefined;
  /** The filter's text does not parse: nothing can be added to it. */
  disabled: boolean;
  onFilter: (filter: Filter | undefined) => void;
}

/** Buttons for what is asked most; each writes into the filter, so that it always says all there is to say. */
export function LiveFilters({ filter, disabled, onFilter }: LiveFiltersProps) {
  return (
    <>
      {SWITCHES.map(({ condition, label, says }) => (
        <FilterSwitch
          key={label}
          on={hasCondition(filter, condition)}
          disabled={disabled}
          onClick={() => onFilter(withToggled(filter, condition))}
          says={says}
        >
          {label}
        </FilterSwitch>
      ))}
    </>
  );
}
