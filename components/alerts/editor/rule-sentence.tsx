'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sentence } from '@/lib/alerts/sentence';
import { channelsOptions } from '@/lib/client/alert-channels';
import type { AlertRule } from '@/lib/model/alert';

const TONES = { warn: 'font-semibold text-warn', critical: 'font-semibold text-error', ok: 'font-semibold text-ok' } as const;

/** The rule in plain words, its figures in the colours of their levels. */
export function RuleSentence({ rule }: { rule: AlertRule }) {
  const { data: channels } = useQuery(channelsOptions());
  const names = useMemo(() => new Map((channels ?? []).map(({ id, name }) => [id, name])), [channels]);
  return (
    <p aria-label="The rule in words" role="note" className="text-sm leading-relaxed text-fg-2">
      {sentence(rule, names).map(({ text, tone }, index) => (
        <span key={index} className={tone && TONES[tone]}>
          {text}
        </span>
      ))}
    </p>
  );
}
