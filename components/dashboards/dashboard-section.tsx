'use client';

import { ChevronRight } from 'lucide-react';
import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';
import { counted } from '@/lib/base/units';
import type { Section } from '@/lib/model/dashboard';

/** One section: a title that folds it away, and its panels. Folded, it draws and asks nothing. One without a title cannot fold. */
export function DashboardSection({
  section,
  name,
  folded,
  onFold,
  children,
}: {
  section: Section;
  /** For screen readers, where the section has no title. */
  name: string;
  folded: boolean;
  onFold: (folded: boolean) => void;
  children: ReactNode;
}) {
  const bodyId = useId();
  const { title, panels } = section;
  const open = title === '' || !folded;
  return (
    <section aria-label={title === '' ? name : title} className="mb-3 last:mb-0">
      {title !== '' && (
        <h2 className={clsx('text-sm font-semibold', open && 'mb-2')}>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={() => onFold(open)}
            className="flex h-7 w-full items-center gap-1.5 rounded-md text-left hover:bg-hover"
          >
            <ChevronRight size={14} aria-hidden className={clsx('text-fg-3 transition-transform duration-100', open && 'rotate-90')} />
            {title}
            {!open && <span className="font-normal text-fg-3">{counted(panels.length, 'panel')}</span>}
          </button>
        </h2>
      )}
      <div id={bodyId} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
