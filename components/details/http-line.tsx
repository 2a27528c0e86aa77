import { Pill } from '@/components/ui/pill';
import { counted, formatUnit } from '@/lib/base/units';
import { httpSummary } from '@/lib/content/http-summary';
import { plainText } from '@/lib/content/plain-text';
import type { Attribute } from '@/lib/model/attribute';

/** A request in one line: POST https://… → 502, its sizes, how often it was sent again. Nothing for other spans. */
export function HttpLine({ attributes }: { attributes: readonly Attribute[] }) {
  const http = httpSummary(attributes);
  if (!http) return null;
  const { method, address, status, sent, received, resent } = http;
  const code = Number(status);
  const facts = [
    sent === undefined ? '' : `${formatUnit(sent, 'bytes')} sent`,
    received === undefined ? '' : `${formatUnit(received, 'bytes')} received`,
    resent === undefined || resent === 0 ? '' : `sent again ${counted(resent, 'time')}`,
  ].filter((fact) => fact !== '');
  return (
    <p aria-label="Request" role="group" className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {method !== '' && <b className="font-mono font-medium">{plainText(method)}</b>}
      <span className="font-mono break-all text-fg-2">{plainText(address)}</span>
      {status !== '' && <Pill tone={code >= 500 ? 'error' : code >= 400 ? 'warn' : 'neutral'}>{status}</Pill>}
      {facts.length > 0 && <span className="text-xs text-fg-3">{facts.join(' · ')}</span>}
    </p>
  );
}
