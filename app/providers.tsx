'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useState, type ReactNode } from 'react';
import { Toaster } from 'sonner';
import type { Millis } from '@/lib/base/time';
import { useFirstActs } from '@/lib/client/first-acts';
import { createQueryClient } from '@/lib/client/query-client';
import { useShownTheme } from '@/lib/client/theme';
import { TimeWindowProvider } from '@/lib/client/time-window';

/** What every page needs around it: the query cache, the address's state, the time window, and a place for toasts. */
export function Providers({ now, children }: { now: Millis; children: ReactNode }) {
  const [client] = useState(createQueryClient);
  useFirstActs();
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <TimeWindowProvider start={now}>{children}</TimeWindowProvider>
      </NuqsAdapter>
      <Toasts />
    </QueryClientProvider>
  );
}

function Toasts() {
  const theme = useShownTheme();
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      visibleToasts={3}
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-80 items-start gap-2 rounded-lg border border-line-strong bg-raised px-3 py-2.5 text-fg shadow-xl shadow-black/25',
          title: 'text-sm font-medium',
          description: 'text-sm text-fg-2',
          icon: 'mt-px shrink-0 text-fg-3 [&_svg]:size-4',
          success: '[&_[data-icon]]:text-ok',
          error: '[&_[data-icon]]:text-error',
          actionButton: 'ml-auto shrink-0 text-sm text-ember',
        },
      }}
    />
  );
}
