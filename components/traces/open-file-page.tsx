'use client';

import { useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { FileJson } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type DragEvent } from 'react';
import { extentAt, rootSpan, titleOf } from '@/components/traces/trace-facts';
import { TraceMenu } from '@/components/traces/trace-menu';
import { TraceView } from '@/components/traces/trace-view';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { nowMillis } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { openTraceFile } from '@/lib/client/api';
import { holdSpans } from '@/lib/client/opened-file';
import type { FileSpans } from '@/lib/model/trace';
import { tracesOf } from '@/lib/waterfall/file-trace';
import type { Trace } from '@/lib/waterfall/tree';

type Opened =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly name: string }
  | { readonly state: 'failed'; readonly name: string; readonly message: string }
  | { readonly state: 'open'; readonly name: string; readonly traces: readonly Trace[]; readonly file: FileSpans };

/** Looks at a trace that is in a file, and stores nothing of it. */
export function OpenFilePage() {
  const [opened, setOpened] = useState<Opened>({ state: 'none' });
  const [shown, setShown] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const stop = useRef<AbortController>(undefined);
  // what was read of the file is of no use to any other page
  const forget = () => {
    holdSpans([]);
    queries.removeQueries({ queryKey: ['span'] });
  };
  const close = useRef(forget);
  useEffect(() => {
    const leave = close.current;
    return () => {
      stop.current?.abort();
      leave();
    };
  }, []);
  const open = async (file: File | undefined) => {
    if (!file) return;
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setOpened({ state: 'reading', name: file.name });
    try {
      const read = await openTraceFile(file, signal);
      if (signal.aborted) return;
      forget();
      holdSpans(read.spans);
      setShown(0);
      setOpened({ state: 'open', name: file.name, traces: tracesOf(read.spans), file: read });
    } catch (cause) {
      if (!signal.aborted) setOpened({ state: 'failed', name: file.name, message: cause instanceof Error ? cause.message : String(cause) });
    }
  };
  const trace = opened.state === 'open' ? opened.traces[shown] : undefined;
  const extent = useMemo(() => (trace ? extentAt(trace, nowMillis()) : undefined), [trace]);
  const title = titleOf(trace, trace ? rootSpan(trace) : -1);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={trace ? title : 'Open a trace'}
        note={opened.state === 'none' ? undefined : <span className="truncate">{opened.name}</span>}
      >
        {opened.state === 'open' && opened.traces.length > 1 && (
          <Select
            label="Trace"
            value={String(shown)}
            onChange={(next) => setShown(Number(next))}
            options={opened.traces.map((each, index) => ({
              value: String(index),
              label: `${titleOf(each, rootSpan(each))} · ${formatInteger(each.columns.count)} spans`,
            }))}
          />
        )}
        {trace && extent && <TraceMenu trace={trace} title={title} extent={extent} stored={false} />}
        {opened.state !== 'none' && <Button onClick={() => input.current?.click()}>Open another file</Button>}
      </PageHeader>
      <input
        ref={input}
        type="file"
        accept=".json,.jsonl,.ndjson,application/json"
        className="sr-only"
        tabIndex={-1}
        aria-label="File with a trace"
        onChange={(event) => {
          void open(event.target.files?.[0]);
          // the same file may be opened again after it was changed
          event.target.value = '';
        }}
      />
      {opened.state === 'open' && opened.file.left > 0 && (
        <div role="status" className="shrink-0 border-b border-line bg-warn/10 px-4 py-1 text-sm text-warn">
          {formatInteger(opened.file.left)} spans of the file are not shown. {opened.file.reason}
        </div>
      )}
      {trace && extent ? (
        <TraceView key={`${trace.columns.traceId} ${shown}`} trace={trace} extent={extent} loading={false} />
      ) : (
        <DropPlace opened={opened} onChoose={() => input.current?.click()} onDrop={(file) => void open(file)} />
      )}
    </div>
  );
}

function DropPlace({ opened, onChoose, onDrop }: { opened: Opened; onChoose: () => void; onDrop: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onDrop(event.dataTransfer.files[0]);
  };
  const reading = opened.state === 'reading';
  return (
    <div
      className="flex min-h-0 flex-1 p-4"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div
        className={clsx(
          'flex flex-1 flex-col items-center justify-center gap-3 rounded-lg border border-dashed px-4 text-center text-sm',
          over ? 'border-ember bg-ember-soft' : 'border-line-strong',
        )}
      >
        <FileJson size={22} aria-hidden className="text-fg-3" />
        <p className="text-fg">Drop a file of OTLP JSON or Jaeger JSON here.</p>
        <p className="max-w-lg text-fg-3">
          It opens in the trace viewer and is not stored. Files of up to 200 MB, also one request on each line.
        </p>
        <Button variant="primary" onClick={onChoose} disabled={reading}>
          {reading ? `Reading ${opened.name}…` : 'Choose a file'}
        </Button>
        {opened.state === 'failed' && (
          <p role="alert" className="max-w-lg text-error">
            {opened.name} could not be opened: {opened.message}
          </p>
        )}
      </div>
    </div>
  );
}
