'use client';

import { useCompare } from '@/lib/client/compare';
import { Select } from '@/components/ui/select';

/** What the page's figures are compared with. */
export function CompareControl() {
  const [compare, setCompare] = useCompare();
  return (
    <Select
      label="Compare with"
      value={compare}
      onChange={setCompare}
      className="max-lg:hidden"
      options={[
        { value: 'none', label: 'No comparison' },
        { value: 'previous', label: 'vs the window before' },
        { value: 'day', label: 'vs a day before' },
        { value: 'week', label: 'vs a week before' },
      ]}
    />
  );
}
