'use client';

import { useQuery } from '@tanstack/react-query';
import { channelsOptions } from '@/lib/client/alert-channels';
import type { RuleDraft } from '@/components/alerts/editor/use-rule-draft';
import type { RuleSaving } from '@/components/alerts/editor/use-save-rule';
import { ruleDifferences } from '@/components/alerts/rule/rule-differences';
import { SavedAt } from '@/components/records/saved-at';
import { ConflictDialog } from '@/components/ui/conflict-dialog';

/** Someone else saved the rule first: what each side changes in what both began with, and the ways on. */
export function RuleConflict({ draft: { base, rule }, saving }: { draft: RuleDraft; saving: RuleSaving }) {
  const { data: channels } = useQuery(channelsOptions());
  const nameOf = (id: string) => channels?.find((channel) => channel.id === id)?.name ?? id;
  const { conflict: saved } = saving;
  return (
    <ConflictDialog
      noun="alert"
      conflict={
        saved && {
          mine: ruleDifferences(base, rule, nameOf),
          theirs: ruleDifferences(base, saved.rule, nameOf),
          revision: saved.revision,
          savedAt: <SavedAt at={saved.savedAt} />,
          note: saved.note,
        }
      }
      busy={saving.busy}
      onMine={() => saved && void saving.save(saved.revision)}
      onTheirs={() => saved && saving.takeTheirs(saved)}
      onClose={saving.closeConflict}
    />
  );
}
