'use client';

import { useRouter } from 'next/navigation';
import { useState, type ChangeEvent } from 'react';
import { toast } from 'sonner';
import { createDashboard, importDocument, useRenewDashboards } from '@/lib/client/dashboards';
import { useLink } from '@/lib/client/link';
import type { ImportedDashboard } from '@/lib/model/saved-dashboard';
import { ImportPreview } from '@/components/dashboards/import/import-preview';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** Bytes of a document that the server reads at most, with room for what is around it. */
const MOST_BYTES = 950_000;

/** A dashboard from a file or pasted text: first what would come of it and what would not, then it is saved. */
export function ImportDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog title="Import a dashboard" size="wide" open={open} onOpenChange={onOpenChange}>
      <ImportSteps onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ImportSteps({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const [imported, setImported] = useState<ImportedDashboard>();
  const [busy, setBusy] = useState(false);
  const renew = useRenewDashboards();
  const router = useRouter();
  const link = useLink();
  const attempt = (work: () => Promise<void>) => {
    setBusy(true);
    setFault(undefined);
    work()
      .catch((cause: unknown) => setFault(cause instanceof Error ? cause.message : String(cause)))
      .finally(() => setBusy(false));
  };
  const read = (document: string) => attempt(async () => setImported(await importDocument(parse(document))));
  const save = ({ dashboard, format }: ImportedDashboard) =>
    attempt(async () => {
      const note = format === 'hearth' ? 'Imported' : `Imported from a ${format === 'perses' ? 'Perses' : 'Logfire'} dashboard`;
      const saved = await createDashboard({ dashboard, note });
      await renew();
      onDone();
      toast.success(`${saved.dashboard.title} is imported`);
      router.push(link(`/dashboards/${saved.dashboard.slug}`));
    });
  const chooseFile = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    attempt(async () => {
      const content = await file.text();
      setText(content);
      setImported(await importDocument(parse(content)));
    });
  };
  return (
    <div className="grid gap-3">
      {imported ? (
        <ImportPreview imported={imported} />
      ) : (
        <>
          <p className="text-sm text-fg-2">
            A dashboard of Hearth, Perses or Logfire, as JSON. Nothing is saved before you have seen what comes of it.
          </p>
          <input
            type="file"
            accept="application/json,.json"
            aria-label="File"
            disabled={busy}
            onChange={chooseFile}
            className="w-full rounded-md border border-line p-1 text-sm text-fg-2 file:mr-3 file:h-6 file:rounded file:border file:border-line file:bg-raised file:px-2 file:text-sm file:text-fg"
          />
          <textarea
            aria-label="Or paste the JSON"
            placeholder="Or paste the JSON here"
            spellCheck={false}
            rows={10}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="w-full resize-y rounded-md border border-line bg-panel p-2 font-mono text-sm text-fg placeholder:text-fg-3"
          />
        </>
      )}
      {fault !== undefined && (
        <p role="alert" className="text-sm break-words text-error">
          {fault}
        </p>
      )}
      <div className="flex justify-end gap-2">
        {imported && (
          <Button disabled={busy} onClick={() => setImported(undefined)}>
            Back
          </Button>
        )}
        {imported ? (
          <Button variant="primary" disabled={busy} onClick={() => save(imported)}>
            Save it
          </Button>
        ) : (
          <Button variant="primary" disabled={busy || text.trim() === ''} onClick={() => read(text)}>
            Look at it
          </Button>
        )}
      </div>
    </div>
  );
}

/** The JSON in `text`. Throws an Error with a sentence for the person who pasted it. */
function parse(text: string): unknown {
  if (new Blob([text]).size > MOST_BYTES) throw new Error('This is larger than 950 kB: no dashboard is that large.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`This is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
