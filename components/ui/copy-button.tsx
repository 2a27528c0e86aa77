'use client';

import { Check, Copy, KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';

const ICONS = { copy: Copy, key: KeyRound } as const;

export interface CopyButtonProps {
  text: string;
  label?: string;
  /** `key`: where a key and its value are copied side by side. */
  icon?: keyof typeof ICONS;
  className?: string;
}

/** Copies `text`; the icon says that it worked, or the label that it did not. */
export function CopyButton({ text, label = 'Copy', icon = 'copy', className }: CopyButtonProps) {
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
  const Icon = ICONS[icon];
  const name = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'The browser did not let us copy' : label;
  return (
    <IconButton label={name} size="small" {...(className === undefined ? {} : { className })} onClick={() => void copy()}>
      {outcome === 'copied' ? <Check size={13} aria-hidden className="text-ok" /> : <Icon size={13} aria-hidden />}
    </IconButton>
  );
}
