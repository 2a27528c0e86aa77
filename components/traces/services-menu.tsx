'use client';

import { EyeOff } from 'lucide-react';
import { useMemo } from 'react';
import { ControlButton } from '@/components/traces/control-button';
import { DropdownMenu, MenuCheckboxItem, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { ServiceDot } from '@/components/ui/service-dot';
import { formatInteger } from '@/lib/base/units';
import type { SpanColumns } from '@/lib/waterfall/columns';
import { spansOfServices } from '@/lib/waterfall/services';

export interface ServicesMenuProps {
  columns: SpanColumns;
  hidden: ReadonlySet<string>;
  onHidden: (services: ReadonlySet<string>) => void;
}

/** Which services are shown. Hidden ones are named on the button: what is missing must be seen. */
export function ServicesMenu({ columns, hidden, onHidden }: ServicesMenuProps) {
  const services = useMemo(() => servicesOf(columns), [columns]);
  const gone = services.filter(({ name }) => hidden.has(name));
  const spans = gone.reduce((sum, { count }) => sum + count, 0);
  const said = gone.length === 0 ? 'hide service' : `${formatInteger(spans)} hidden`;
  const toggle = (name: string) => {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    onHidden(next);
  };
  return (
    <DropdownMenu
      trigger={
        <ControlButton
          icon={EyeOff}
          words={said}
          marked={gone.length > 0}
          title={gone.length === 0 ? 'Leaves the spans of a service out' : `Hidden: ${gone.map(({ name }) => name).join(', ')}`}
        />
      }
    >
      {services.map(({ name, count }) => (
        <MenuCheckboxItem
          key={name}
          checked={!hidden.has(name)}
          onSelect={(event) => event.preventDefault()}
          onCheckedChange={() => toggle(name)}
        >
          <ServiceDot service={name || 'no service'} />
          <span className="ml-auto pl-4 text-xs text-fg-3">{formatInteger(count)}</span>
        </MenuCheckboxItem>
      ))}
      {gone.length > 0 && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onHidden(new Set())}>Show all services</MenuItem>
        </>
      )}
    </DropdownMenu>
  );
}

/** All services of a trace with their spans, by name. */
function servicesOf(columns: SpanColumns): { name: string; count: number }[] {
  return [...spansOfServices(columns)].map(([service, count]) => ({ name: columns.text(service), count })).sort(byName);
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
