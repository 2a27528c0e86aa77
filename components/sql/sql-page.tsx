'use client';

import { useQuery } from '@tanstack/react-query';
import { Bell, Play, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ruleOfSql } from '@/lib/alerts/new-rule';
import { useLink } from '@/lib/client/link';
import { schemaOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';
import { useSettled } from '@/lib/client/use-settled';
import { EXAMPLES } from '@/components/sql/example-queries';
import { ResultBar } from '@/components/sql/result-bar';
import { ResultTable } from '@/components/sql/result-table';
import type { Chosen } from '@/components/editor/sql-editor';
import { useRun } from '@/components/sql/use-run';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Kbd } from '@/components/ui/kbd';
import { Skeleton } from '@/components/ui/skeleton';

// Monaco is larger than all other pages together: only this page fetches it, once it is open
const SqlEditor = dynamic(() => import('@/components/editor/sql-editor').then((module) => module.SqlEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** Run and Cancel take turns: what is beside them stays where it is. */
const RUN = 'w-20 justify-center';

/** Type SQL, run it on the page's time window, read the table. The text that ran is in the address: a pasted link runs it again. */
export function SqlPage() {
  const [saved, setSaved] = useQueryState('q', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const [text, setText] = useState(saved);
  const { range } = useTimeWindow();
  const { run, result, start, cancel } = useRun(range);
  const { data: schema } = useQuery(schemaOptions());
  const link = useLink();
  const choose = useRef<() => Chosen>(undefined);

  const runChosen = useCallback(
    (chosen: Chosen) => {
      // a part that is run by itself does not replace the text in the address
      if (chosen.offset === 0) void setSaved(chosen.text === '' ? null : chosen.text);
      start(chosen);
    },
    [setSaved, start],
  );
  const runText = useCallback(
    (next: string) => {
      setText(next);
      runChosen({ text: next, offset: 0 });
    },
    [runChosen],
  );

  // what the address brought (a link, Back, another time window) runs by itself
  const arrived = useRef<{ saved: string; range: unknown }>(undefined);
  useEffect(() => () => void (arrived.current = undefined), []);
  useEffect(() => {
    if (arrived.current?.saved === saved && arrived.current.range === range) return;
    const another = arrived.current?.saved !== saved;
    const byHand = arrived.current !== undefined && another && saved === text;
    arrived.current = { saved, range };
    if (saved === '' || byHand) return;
    // another time window leaves what is being typed alone
    if (another) setText(saved);
    start({ text: saved, offset: 0 });
  }, [saved, range, text, start]);

  const running = run.state === 'running';
  // only when it takes a while: the second click of two on “Run”, or one on what began by itself, would cancel
  const cancellable = useSettled(running) && running;
  const fault = run.state === 'failed' && run.position !== undefined ? { message: run.message, position: run.position } : undefined;
  return (
    <>
      <PageHeader title="SQL" note={<span className="max-md:hidden">read only</span>} time share />
      <div className="flex h-[38%] min-h-40 shrink-0 flex-col border-b border-line bg-panel">
        <div className="min-h-0 flex-1">
          <SqlEditor value={text} onChange={setText} onRun={runChosen} schema={schema ?? []} fault={fault} chooseRef={choose} />
        </div>
        <div className="flex h-10 shrink-0 items-center gap-2 px-4 text-xs text-fg-3 max-md:px-3">
          {cancellable ? (
            <Button className={RUN} onClick={cancel}>
              <Square size={11} aria-hidden />
              Cancel
            </Button>
          ) : (
            <Button
              className={RUN}
              variant="primary"
              disabled={text.trim() === ''}
              onClick={() => runChosen(choose.current?.() ?? { text, offset: 0 })}
            >
              <Play size={11} aria-hidden />
              Run
            </Button>
          )}
          {text.trim() !== '' && (
            <Button asChild variant="quiet">
              <Link title="Set an alert" href={link('/alerts/new', { start: JSON.stringify(ruleOfSql(text)) })}>
                <Bell size={12} aria-hidden />
                <span className="max-md:sr-only">Set an alert</span>
              </Link>
            </Button>
          )}
          <span className="max-md:hidden">
            <Kbd>⌘/Ctrl</Kbd> <Kbd>Enter</Kbd> runs the selection, or all of it · <Kbd>Esc</Kbd> leaves the editor
          </span>
          <span className="ml-auto min-w-0 md:truncate">
            <code className="font-mono">{'{from:DateTime64(9)}'}</code> and <code className="font-mono">{'{to:DateTime64(9)}'}</code> are
            the time window
          </span>
        </div>
      </div>
      {(run.state !== 'idle' || saved !== '') && <ResultBar run={run} table={run.state === 'failed' ? undefined : result?.table} />}
      {run.state === 'failed' ? (
        <div className="min-h-0 flex-1">
          <Failed title="The query failed" message={run.message} onRetry={() => runChosen(choose.current?.() ?? { text, offset: 0 })} />
        </div>
      ) : result ? (
        result.table.rows.length === 0 ? (
          <EmptyState title="No rows" hint="The query ran and found nothing. Try a longer time window, or fewer conditions." />
        ) : (
          <ResultTable key={result.milliseconds} table={result.table} dimmed={running} />
        )
      ) : running || (run.state === 'idle' && saved !== '') ? (
        <div className="grid gap-2 p-4">
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-2/3" />
        </div>
      ) : (
        <Examples onPick={runText} />
      )}
    </>
  );
}

/** What to ask first. */
function Examples({ onPick }: { onPick: (text: string) => void }) {
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <h2 className="mb-2 text-sm font-[550]">Start from an example</h2>
      <ul className="grid max-w-5xl gap-2 md:grid-cols-2 xl:grid-cols-3">
        {EXAMPLES.map(({ title, text }) => (
          <li key={title}>
            <button
              type="button"
              onClick={() => onPick(text)}
              className="block h-full w-full rounded-lg border border-line bg-panel p-3 text-left hover:border-line-strong"
            >
              <span className="text-sm font-medium">{title}</span>
              <pre className="mt-1.5 line-clamp-4 font-mono text-xs whitespace-pre-wrap text-fg-3">{text}</pre>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
