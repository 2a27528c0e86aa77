'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';

/** Copies `text`; the icon says that it worked, or the label that it did not. */
export function CopyButton({ text, label = 'Copy', className }: { text: string; label?: string; className?: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 1_500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  const name = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'The browser did not let us copy' : label;
  return (
    <IconButton label={name} size="small" {...(className === undefined ? {} : { className })} onClick={() => void copy()}>
      {outcome === 'copied' ? <Check size={13} aria-hidden className="text-ok" /> : <Copy size={13} aria-hidden />}
    </IconButton>
  );
}
