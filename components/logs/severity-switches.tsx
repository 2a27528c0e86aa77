import { severityFrom } from '@/components/logs/log-query';
import { FilterSwitch } from '@/components/records/filter-switch';
import { hasCondition, withToggled } from '@/components/records/quick-filter';
import type { Filter } from '@/lib/model/filter';
import { LEVELS } from '@/lib/query/filter-value';

const ERRORS = severityFrom(LEVELS.error);
const WARNINGS = severityFrom(LEVELS.warn);

export interface SeveritySwitchesProps {
  filter: Filter | undefined;
  /** The filter's text does not parse: nothing can be added to it. */
  disabled: boolean;
  onFilter: (filter: Filter | undefined) => void;
}

/** Buttons that write a least severity into the filter; one takes the place of the other. */
export function SeveritySwitches({ filter, disabled, onFilter }: SeveritySwitchesProps) {
  const toggle = (condition: Filter, other: Filter) =>
    onFilter(withToggled(hasCondition(filter, other) ? withToggled(filter, other) : filter, condition));
  return (
    <>
      <FilterSwitch
        on={hasCondition(filter, ERRORS)}
        disabled={disabled}
        onClick={() => toggle(ERRORS, WARNINGS)}
        says="Only errors and what is worse"
      >
        Errors
      </FilterSwitch>
      <FilterSwitch
        on={hasCondition(filter, WARNINGS)}
        disabled={disabled}
        onClick={() => toggle(WARNINGS, ERRORS)}
        says="Only warnings and what is worse"
      >
        Warnings
      </FilterSwitch>
    </>
  );
}
