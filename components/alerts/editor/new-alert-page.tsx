'use client';

import { useEffect, useMemo } from 'react';
import { toast } from 'sonner';
import type { AlertRule } from '@/lib/model/alert';
import { RuleEditor } from '@/components/alerts/editor/rule-editor';

/** A rule that is not kept yet. `fault`: why what the address carries could not be taken. */
export function NewAlertPage({ rule, fault, place }: { rule: AlertRule; fault: string | undefined; place: string }) {
  useEffect(() => {
    if (fault !== undefined) toast.error(fault);
  }, [fault]);
  const start = useMemo(() => ({ kind: 'new', rule }) as const, [rule]);
  return <RuleEditor start={start} place={place} />;
}
