'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Moon, RefreshCw, Route } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { ALERTS, DESTINATIONS } from '@/components/shell/destinations';
import { FiringCount } from '@/components/shell/firing-count';
import { keptDestinations, useKeptDashboards } from '@/components/shell/kept-dashboards';
import { useShellState } from '@/components/shell/shell-state';
import { THEMES } from '@/components/shell/theme-menu';
import { traceIdIn } from '@/components/shell/trace-id';
import { useFocusReturn } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { ServiceDot } from '@/components/ui/service-dot';
import { useLink } from '@/lib/client/link';
import { suggestOptions } from '@/lib/client/queries';
import { useTheme } from '@/lib/client/theme';
import { useTimeWindow } from '@/lib/client/time-window';

import { record } from '@/lib/model/record-field';

const GROUP =
  'p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-fg-3';

/** ⌘K: go to a page, a dashboard, a service, a pasted trace id; change the theme; refresh. */
export function CommandMenu() {
  const { overlay, show } = useShellState();
  const focus = useFocusReturn();
  return (
    <Dialog.Root open={overlay === 'commands'} onOpenChange={(open) => show(open ? 'commands' : undefined)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          aria-describedby={undefined}
          {...focus}
          className="fixed top-[12dvh] left-1/2 z-50 w-145 max-w-[calc(100vw-16px)] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised text-fg shadow-2xl shadow-black/40 outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Commands close={() => show(undefined)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ close }: { close: () => void }) {
  const [text, setText] = useState(useShellState.getState().typed);
  const { range, refresh } = useTimeWindow();
  const [, setTheme] = useTheme();
  const router = useRouter();
  const link = useLink();
  const services = useQuery(
    suggestOptions({
      signal: 'spans',
      field: record('service'),
      prefix: text.trim().slice(0, 100),
      from: range.from,
      to: range.to,
      limit: 8,
    }),
  );
  const kept = useKeptDashboards();
  const traceId = traceIdIn(text);
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const go = (path: string, own?: Readonly<Record<string, string>>) =>
    run(() => {
      refresh();
      router.push(link(path, own));
    });
  return (
    <Command label="Search and commands" loop>
      <Command.Input
        // what was typed before it was there is gone on with: Radix would select it
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="A page, a dashboard, a service, a trace id …"
        className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-fg-3"
      />
      <Command.List className="max-h-[min(420px,60dvh)] overflow-auto">
        <Command.Empty className="px-4 py-6 text-center text-sm text-fg-3">
          Nothing is called that. A trace opens by its id of 32 hex digits.
        </Command.Empty>
        {traceId !== undefined && (
          <Command.Group heading="Trace" className={GROUP}>
            <Item value={`trace ${text}`} onSelect={go(`/traces/${traceId}`)} icon={<Route size={14} aria-hidden />}>
              Open trace <span className="truncate font-mono text-sm">{traceId}</span>
            </Item>
          </Command.Group>
        )}
        {DESTINATIONS.map((group) => (
          <Command.Group key={group.title ?? 'Pages'} heading={group.title ?? 'Pages'} className={GROUP}>
            {group.destinations.map((destination) => {
              const { title, href, icon: Icon, key } = destination;
              return (
                <Item
                  key={href}
                  value={title}
                  onSelect={go(href)}
                  icon={<Icon size={14} aria-hidden />}
                  keys={key === undefined ? [] : ['g', key]}
                >
                  {title}
                  {destination === ALERTS && <FiringCount />}
                </Item>
              );
            })}
          </Command.Group>
        ))}
        {kept.length > 0 && (
          <Command.Group heading="Your dashboards" className={GROUP}>
            {keptDestinations(kept).map(({ title, href, icon: Icon }) => (
              // two may have the same title, but not the same address
              <Item key={href} value={`${title} ${href}`} onSelect={go(href)} icon={<Icon size={14} aria-hidden />}>
                <span className="truncate">{title}</span>
              </Item>
            ))}
          </Command.Group>
        )}
        {services.data !== undefined && services.data.length > 0 && (
          <Command.Group heading="Services" className={GROUP}>
            {services.data.map(({ text: service }) => (
              <Item key={service} value={`service ${service}`} onSelect={go(`/services/${encodeURIComponent(service)}`)}>
                <ServiceDot service={service} className="text-base! text-inherit!" />
              </Item>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Do" className={GROUP}>
          <Item value="Refresh" onSelect={run(refresh)} icon={<RefreshCw size={14} aria-hidden />} keys={['r']}>
            Refresh
          </Item>
          {THEMES.map(({ value, label }) => (
            <Item key={value} value={`Theme: ${label}`} onSelect={run(() => setTheme(value))} icon={<Moon size={14} aria-hidden />}>
              Theme: {label.toLowerCase()}
            </Item>
          ))}
        </Command.Group>
      </Command.List>
    </Command>
  );
}

function Item({
  value,
  onSelect,
  icon,
  keys = [],
  children,
}: {
  value: string;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: readonly string[];
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-base text-fg-2 data-[selected=true]:bg-hover data-[selected=true]:text-fg"
    >
      {icon !== undefined && <span className="text-fg-3">{icon}</span>}
      <span className="flex min-w-0 items-center gap-2">{children}</span>
      {keys.length > 0 && (
        <span className="ml-auto flex gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
