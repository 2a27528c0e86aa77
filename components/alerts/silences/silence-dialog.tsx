'use client';

import type { Silence } from '@/lib/model/alert-silence';
import { SilenceFields } from '@/components/alerts/silences/silence-fields';
import { Dialog } from '@/components/ui/dialog';

/** A new silence of these rules (none: of any), or one to be changed. */
export type SilenceTarget = { readonly rules: readonly string[]; readonly repeats?: boolean } | { readonly silence: Silence };

/** Holds notifications back: from now or later, once or every week. Open while it has a `target`. */
export function SilenceDialog({
  target,
  onClose,
  onSaved,
}: {
  target: SilenceTarget | undefined;
  onClose: () => void;
  onSaved?: () => void;
}) {
  return (
    <Dialog
      title={target && 'silence' in target ? 'Change the silence' : 'Silence'}
      note="Rules are judged all the same; nobody is told."
      className="w-140!"
      open={target !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {target && (
        <SilenceFields
          target={target}
          onCancel={onClose}
          onSaved={() => {
            onSaved?.();
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}
