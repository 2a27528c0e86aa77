import Link from 'next/link';
import { AttributeList } from '@/components/records/attribute-list';
import { traceLink } from '@/components/records/filter-link';
import { PartHeading } from '@/components/records/record-attributes';
import type { SpanDetail } from '@/lib/model/trace';

/** Links to spans of this or of other traces. */
export function SpanLinks({ span }: { span: SpanDetail }) {
  if (span.links.length === 0) return null;
  return (
    <section aria-label="Links">
      <PartHeading>links</PartHeading>
      {span.links.map((link, index) => (
        <div key={index}>
          <Link
            prefetch={false}
            href={traceLink(link.traceId, link.spanId)}
            className="font-mono text-sm break-all text-run hover:underline"
          >
            {link.traceId === span.traceId ? `span ${link.spanId} of this trace` : `span ${link.spanId} of trace ${link.traceId} ↗`}
          </Link>
          <AttributeList attributes={link.attributes} />
        </div>
      ))}
    </section>
  );
}
