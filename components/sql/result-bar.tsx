'use client';

import { Download } from 'lucide-react';
import { toast } from 'sonner';
import { counted, formatDuration } from '@/lib/base/units';
import type { Table } from '@/lib/model/answer';
import { tableToCsv, tableToJson } from '@/components/sql/result-table-text';
import type { Run } from '@/components/sql/use-run';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';

function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast.success(`Copied as ${what}`),
    () => toast.error('The browser did not let us copy'),
  );
}

/** What came of the newest run, in one line, and ways to take the result along. */
export function ResultBar({ run, table }: { run: Run; table: Table | undefined }) {
  return (
    <div className="flex h-8 shrink-0 items-center gap-3 border-b border-line px-4 text-sm text-fg-3 max-md:px-3" role="status">
      <Outcome run={run} />
      {table && table.columns.length > 0 && (
        <div className="ml-auto">
          <DropdownMenu
            trigger={
              <Button size="small" variant="quiet">
                <Download size={12} aria-hidden />
                Copy result
              </Button>
            }
          >
            <MenuItem onSelect={() => copy(tableToCsv(table), 'CSV')}>As CSV</MenuItem>
            <MenuItem onSelect={() => copy(tableToJson(table), 'JSON')}>As JSON</MenuItem>
          </DropdownMenu>
        </div>
      )}
    </div>
  );
}

function Outcome({ run }: { run: Run }) {
  switch (run.state) {
    // what the address brought is about to run
    case 'idle':
    case 'running':
      return <span>Running…</span>;
    case 'cancelled':
      return <span>Cancelled</span>;
    case 'failed':
      return <span className="text-error">Failed</span>;
    case 'done': {
      const count = run.table.rows.length;
      const time = formatDuration(run.milliseconds * 1e6);
      return run.partial ? (
        <span>
          <span className="text-warn">First {counted(count, 'row')}; the limit cut the rest</span> · {time}
        </span>
      ) : (
        <span>
          Returned <span className="text-fg-2">{counted(count, 'row')}</span> in <span className="text-fg-2">{time}</span>
        </span>
      );
    }
  }
}
