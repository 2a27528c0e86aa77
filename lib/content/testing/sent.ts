/**
 * What real SDKs sent, for tests: spans kept once from a run of a small program through the SDK that `sdk` names (the bodies of
 * models' replies were made up, folders were renamed to /app). Attributes are as they were on the wire, before ingest reads
 * Logfire's conventions.
 */
import { readFileSync } from 'node:fs';
import type { Attribute } from '@/lib/model/attribute';

export interface SentSpan {
  readonly sdk: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[];
}

const SPANS = JSON.parse(readFileSync(new URL('./sent.json', import.meta.url), 'utf8')) as Readonly<Record<string, SentSpan>>;

/** The span that is kept under this name. Throws when there is none. */
export function sentSpan(name: string): SentSpan {
  const span = SPANS[name];
  if (!span) throw new Error(`No span is kept under ${name}.`);
  return span;
}

/** Text of one of a span's attributes, or of its first event's. Throws when it has none. */
export function sentText(name: string, key: string): string {
  const { attributes, events } = sentSpan(name);
  const found = [...attributes, ...(events[0]?.attributes ?? [])].find((attribute) => attribute.key === key);
  if (!found) throw new Error(`${name} has no ${key}.`);
  return found.text;
}
