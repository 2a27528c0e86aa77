'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Pill } from '@/components/ui/pill';
import { Progress } from '@/components/ui/progress';
import { switchDemo } from '@/lib/client/api';
import { statusOptions } from '@/lib/client/queries';
import type { DemoAction, DemoState } from '@/lib/model/api';

/** Starts and stops the demo, and shows how far it is. */
export function DemoPanel({ demo }: { demo: DemoState }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (action: DemoAction['action']) => switchDemo({ action }),
    onSuccess: (next) => {
      client.setQueryData(statusOptions().queryKey, (status) => status && { ...status, demo: next });
    },
  });
  const running = demo.state === 'filling' || demo.state === 'live';
  return (
    <Panel title="Demo" {...(demo.state === 'live' ? { actions: <Pill tone="ok">playing</Pill> } : {})}>
      <p className="text-sm text-fg-2">{description(demo)}</p>
      {demo.state === 'filling' && (
        <div className="mt-2.5 flex items-center gap-2">
          <Progress value={demo.progress} label="The last 24 hours, filled in" className="flex-1" />
          <span className="w-9 text-right text-sm text-fg-2">{Math.floor(demo.progress * 100)} %</span>
        </div>
      )}
      {error && (
        <p role="alert" className="mt-2 text-sm text-error">
          {error.message}
        </p>
      )}
      <Button className="mt-2.5" disabled={isPending} onClick={() => mutate(running ? 'stop' : 'start')}>
        {running ? 'Stop the demo' : demo.state === 'failed' ? 'Try again' : 'Start the demo'}
      </Button>
    </Panel>
  );
}

function description(demo: DemoState): string {
  switch (demo.state) {
    case 'off':
      return 'No program at hand? Four made-up systems with twelve tenants send 24 hours of telemetry, then go on live, over the same addresses.';
    case 'filling':
      return 'Telemetry is coming in, and the last 24 hours are being filled in, the last one first.';
    case 'live':
      return 'About 20 traces a second are coming in. What it has sent stays until its time is up, also when you stop it.';
    case 'failed':
      return `It stopped: ${demo.message}`;
  }
}
