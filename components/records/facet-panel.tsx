'use client';

import { ListFilter } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { AddFacet } from '@/components/records/add-facet';
import { facetsOf, type FacetSignal } from '@/components/records/facet-fields';
import { FacetGroup } from '@/components/records/facet-group';
import type { FacetScope } from '@/components/records/use-facet-counts';
import { useFacetsShown, useKeptNames } from '@/components/records/use-facets';
import { Dialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import type { TimeRange } from '@/lib/base/time';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { Filter } from '@/lib/model/filter';

/** A button that shows and hides the facets, beside the filter; the key `f` does, too. */
export function FacetSwitch({ page }: { page: string }) {
  const { toggle } = useFacetsShown();
  useShortcuts([{ keys: 'f', label: 'Show or hide the facets', group: page, run: toggle }]);
  return (
    <IconButton label="Facets (f)" variant="default" className="h-[30px]!" onClick={toggle}>
      <ListFilter size={14} aria-hidden />
    </IconButton>
  );
}

export interface FacetsProps {
  /** What the page lists. The same array in every render. */
  signals: readonly FacetSignal[];
  filter: Filter | undefined;
  /** What holds for all that the page lists, whatever the filter says. */
  base?: Filter | undefined;
  range: TimeRange;
  /** The filter's text does not parse: nothing is counted, and nothing can be added to it. */
  disabled: boolean;
  /** The list is being read, which comes first: nothing is counted anew until then. */
  wait: boolean;
  onFilter: (filter: Filter | undefined) => void;
}

/** Facets beside `children`, the list that they narrow; on a narrow screen they are a sheet over it. */
export function WithFacets({ children, ...facets }: FacetsProps & { children: ReactNode }) {
  const { beside, sheet, closeSheet } = useFacetsShown();
  return (
    <div className="flex min-h-0 flex-1">
      {beside && (
        <aside aria-label="Facets" className="w-[190px] shrink-0 overflow-y-auto border-r border-line px-2.5 pt-1.5 pb-4 max-lg:hidden">
          <FacetList {...facets} />
        </aside>
      )}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
      <Dialog title="Facets" size="full" open={sheet} onOpenChange={(open) => open || closeSheet()}>
        <FacetList {...facets} />
      </Dialog>
    </div>
  );
}

/** Every facet of a page, and a way to add others. */
function FacetList({ signals, filter, base, range, disabled, wait, onFilter }: FacetsProps) {
  const [pins, pin] = useKeptNames('facet-pins');
  const [folded, fold] = useKeptNames('facets-folded');
  const facets = useMemo(() => facetsOf(signals, pins), [signals, pins]);
  const scope = useMemo<FacetScope>(() => ({ signals, filter, base, range }), [signals, filter, base, range]);
  return (
    // what stands below a facet that is being counted waits for it a moment, so that nothing is pushed down
    <div className="flex flex-col gap-2.5 [&>[aria-busy=true]~*]:animate-held">
      {facets.map((facet) => (
        <FacetGroup
          key={facet.name}
          facet={facet}
          scope={scope}
          open={!folded.includes(facet.name)}
          onOpen={(open) => fold(facet.name, !open)}
          disabled={disabled}
          wait={wait}
          onFilter={onFilter}
          onUnpin={() => pin(facet.name, false)}
        />
      ))}
      <AddFacet signals={signals} range={range} taken={facets} onAdd={(name) => pin(name, true)} />
    </div>
  );
}
