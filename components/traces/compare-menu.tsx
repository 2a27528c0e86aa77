'use client';

import { ArrowLeftRight } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { lazyPart } from '@/lib/client/lazy-part';
import type { Trace } from '@/lib/waterfall/tree';

const CompareChoice = lazyPart(() => import('@/components/traces/compare-choice').then((module) => module.CompareChoice));

/** Asks which trace to compare with: one by its id, or one like it. */
export function CompareMenu({ trace, root }: { trace: Trace; root: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Compare with another trace"
      note="Spans are matched by their path of services and names, and their order."
      trigger={
        <Button>
          <ArrowLeftRight size={13} aria-hidden className="md:hidden" />
          <span className="max-md:sr-only">Compare</span>
        </Button>
      }
      open={open}
      onOpenChange={setOpen}
    >
      {open && (
        <Suspense fallback={<Skeleton className="h-40" />}>
          <CompareChoice trace={trace} root={root} />
        </Suspense>
      )}
    </Dialog>
  );
}
