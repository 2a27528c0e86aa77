import { FilterSwitch } from '@/components/records/filter-switch';
import { ERRORS, hasCondition, SLOW, withToggled } from '@/components/records/quick-filter';
import type { Show } from '@/components/traces/span-query';
import type { Filter } from '@/lib/model/filter';

export interface QuickFiltersProps {
  filter: Filter | undefined;
  show: Show;
  order: 'time' | 'duration';
  /** The filter's text does not parse: nothing can be added to it. */
  disabled: boolean;
  onFilter: (filter: Filter | undefined) => void;
  onShow: (show: Show) => void;
  onOrder: (order: 'time' | 'duration') => void;
}

/** Buttons for what is asked most; the first two write into the filter, so that it always says all there is to say. */
export function QuickFilters({ filter, show, order, disabled, onFilter, onShow, onOrder }: QuickFiltersProps) {
  return (
    <>
      <FilterSwitch
        on={hasCondition(filter, ERRORS)}
        disabled={disabled}
        onClick={() => onFilter(withToggled(filter, ERRORS))}
        says="Only spans with an error"
      >
        Errors
      </FilterSwitch>
      <FilterSwitch
        on={hasCondition(filter, SLOW)}
        disabled={disabled}
        onClick={() => onFilter(withToggled(filter, SLOW))}
        says="Only spans of a second or more"
      >
        Slow
      </FilterSwitch>
      <FilterSwitch
        on={show === 'roots'}
        onClick={() => onShow(show === 'roots' ? 'all' : 'roots')}
        says="Only the first span of each trace"
      >
        Roots only
      </FilterSwitch>
      <FilterSwitch
        on={order === 'duration'}
        onClick={() => onOrder(order === 'time' ? 'duration' : 'time')}
        says="Longest first instead of newest first"
      >
        Longest first
      </FilterSwitch>
    </>
  );
}
