'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LongText } from '@/components/records/long-text';
import { formatSql, looksLikeSql } from '@/lib/content/format-sql';

/** A statement on as many lines as it takes, and as it was sent at a click. `system`: the database, as `db.system.name` has it. */
export function SqlText({ text, system }: { text: string; system: string }) {
  const [raw, setRaw] = useState(false);
  const { data } = useQuery({
    queryKey: ['formatted-sql', system, text],
    // a query's answer may not be undefined: '' for what cannot be formatted
    queryFn: async () => (await formatSql(text, system)) ?? '',
    enabled: looksLikeSql(text, system),
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const formatted = data === undefined || data === '' || data === text ? undefined : data;
  return (
    <>
      <LongText text={raw || formatted === undefined ? text : formatted} />
      {formatted !== undefined && (
        <button type="button" className="ml-2 font-sans text-xs text-run hover:underline" onClick={() => setRaw(!raw)}>
          {raw ? 'formatted' : 'as sent'}
        </button>
      )}
    </>
  );
}
