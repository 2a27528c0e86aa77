'use client';

import type { Delivery } from '@/lib/model/alert-notification';
import { CHANGE_KINDS, KIND_LABELS } from '@/components/alerts/rule/change-text';
import { FATES, type Wanted } from '@/components/alerts/rule/use-history';
import { Select } from '@/components/ui/select';

/** What stands for no choice: a list's option may not be ''. */
const ALL = 'all';

const FATE_LABELS: Readonly<Record<Delivery['state'], string>> = {
  sent: 'sent',
  waiting: 'waiting',
  dead: 'given up',
  silenced: 'held back',
};

/** Narrows a history to one group, and to one kind of change or one fate of notifications. */
export function HistoryFilters({
  of,
  groups,
  wanted: { group, kind, fate },
  onWant,
}: {
  of: 'changes' | 'notifications';
  groups: readonly string[];
  wanted: Wanted;
  onWant: (part: Partial<Wanted>) => void;
}) {
  return (
    <>
      {groups.length > 0 && (
        <Select
          label="Group"
          value={group ?? ALL}
          onChange={(next) => onWant({ group: next === ALL ? null : next })}
          options={[{ value: ALL, label: 'all groups' }, ...groups.map((name) => ({ value: name, label: name }))]}
          className="h-6! max-w-44 text-xs!"
        />
      )}
      {of === 'changes' ? (
        <Select
          label="Kind of change"
          value={kind ?? ALL}
          onChange={(next) => onWant({ kind: next === ALL ? null : next })}
          options={[{ value: ALL, label: 'all changes' } as const, ...CHANGE_KINDS.map((value) => ({ value, label: KIND_LABELS[value] }))]}
          className="h-6! text-xs!"
        />
      ) : (
        <Select
          label="Fate"
          value={fate ?? ALL}
          onChange={(next) => onWant({ fate: next === ALL ? null : next })}
          options={[{ value: ALL, label: 'all fates' } as const, ...FATES.map((value) => ({ value, label: FATE_LABELS[value] }))]}
          className="h-6! text-xs!"
        />
      )}
    </>
  );
}
