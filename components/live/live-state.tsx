import { clsx } from 'clsx';
import { Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import type { TailState } from '@/lib/client/live-stream';

/** `past`: the window does not end now. */
export type PageState = TailState | { readonly is: 'past' } | { readonly is: 'paused' };

const DOTS: Readonly<Record<PageState['is'], string>> = {
  connecting: 'bg-info motion-safe:animate-pulse',
  live: 'bg-ok shadow-[0_0_0_3px_color-mix(in_srgb,var(--ok)_25%,transparent)]',
  polling: 'bg-warn',
  disconnected: 'bg-error',
  refused: 'bg-error',
  away: 'bg-info',
  past: 'bg-info',
  paused: 'bg-info',
};

export interface LiveStateProps {
  state: PageState;
  onPause: () => void;
  onReconnect: () => void;
  onFollow: () => void;
}

/** Whether records come by themselves, and why not where they do not. Click to pause and to go on. */
export function LiveState({ state, onPause, onReconnect, onFollow }: LiveStateProps) {
  const { label, title, more } = say(state, onReconnect, onFollow);
  const steady = state.is === 'past' || state.is === 'refused';
  return (
    <>
      <button
        type="button"
        title={title}
        disabled={steady}
        aria-pressed={state.is === 'paused'}
        onClick={onPause}
        className={clsx(
          'inline-flex h-7 shrink-0 items-center gap-2 rounded-md border px-2.5 text-sm whitespace-nowrap',
          state.is === 'live'
            ? 'border-ok/45 text-ok'
            : state.is === 'disconnected'
              ? 'border-error/45 text-error'
              : 'border-line text-fg-2',
          !steady && 'hover:bg-hover',
        )}
      >
        <span aria-hidden className={clsx('size-[7px] rounded-full', DOTS[state.is])} />
        {label}
      </button>
      <span role="status" className="flex min-w-0 items-center gap-2 empty:hidden">
        {more}
      </span>
    </>
  );
}

function say(state: PageState, onReconnect: () => void, onFollow: () => void): { label: string; title: string; more?: ReactNode } {
  switch (state.is) {
    case 'connecting':
      return { label: 'Connecting', title: 'Asking Hearth to tell what comes in.' };
    case 'live':
      return { label: 'Live', title: 'Records appear as they are stored. Click, or press Space, to pause.' };
    case 'polling':
      return {
        label: `Polling every ${Math.round(state.every / 1_000)} s`,
        title: state.reason,
        more: state.fault === undefined ? undefined : <span className="truncate text-error max-lg:hidden">{state.fault}</span>,
      };
    case 'disconnected':
      return {
        label: 'Disconnected',
        title: state.message,
        more: (
          <>
            <span className="truncate text-error max-lg:hidden">{state.message}</span>
            <Button size="small" title="Try now" onClick={onReconnect}>
              <Plug size={12} aria-hidden className="md:hidden" />
              <span className="max-md:sr-only">Try now</span>
            </Button>
          </>
        ),
      };
    case 'refused':
      return {
        label: 'Not followed',
        title: state.message,
        more: <span className="truncate text-warn max-lg:hidden">{state.message}</span>,
      };
    case 'away':
      return { label: 'Away', title: 'Nobody looks at this page: it goes on when it is seen.' };
    case 'paused':
      return { label: 'Paused', title: 'Nothing new is shown. Click, or press Space, to go on.' };
    case 'past':
      return {
        label: 'Past',
        title: 'This window is fixed: nothing new comes into it.',
        more: (
          <Button size="small" onClick={onFollow}>
            Go live
          </Button>
        ),
      };
  }
}
