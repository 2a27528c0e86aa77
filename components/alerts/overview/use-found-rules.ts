'use client';

import { useQuery } from '@tanstack/react-query';
import { ruleSearchOptions } from '@/lib/client/alerts';
import { useSettled } from '@/lib/client/use-settled';

interface FoundRules {
  /** Ids of what was found; undefined while nothing is looked for, or nothing is known yet. */
  readonly found: ReadonlySet<string> | undefined;
  /** What is there is not the answer to what stands in the field now. */
  readonly old: boolean;
  readonly error: Error | null;
}

/** The rules that fit what is typed, once the typing pauses: the server looks, because it alone knows every group. */
export function useFoundRules(typed: string): FoundRules {
  const wanted = typed.trim();
  const words = useSettled(wanted);
  const { data, error, isPlaceholderData } = useQuery({ ...ruleSearchOptions(words), enabled: words !== '' });
  if (wanted === '') return { found: undefined, old: false, error: null };
  return { found: data, old: words !== wanted || data === undefined || isPlaceholderData, error };
}
