import { HttpLine } from '@/components/details/http-line';
import { LinkedFrom } from '@/components/details/linked-from';
import { SimilarSpans } from '@/components/details/similar-spans';
import { SourceLine } from '@/components/details/source-line';
import { SpanEvents, SpanExceptions } from '@/components/details/span-events';
import { SpanLinks } from '@/components/details/span-links';
import { statusWords } from '@/components/details/status-words';
import { TypedArguments, useArguments } from '@/components/details/typed-arguments';
import { aroundRange, tracesLink } from '@/components/records/filter-link';
import { LongText } from '@/components/records/long-text';
import { RecordAttributes } from '@/components/records/record-attributes';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import type { Repository } from '@/lib/content/source-link';
import type { Filter } from '@/lib/model/filter';
import type { SpanDetail } from '@/lib/model/trace';

export interface SpanDetailsProps {
  span: SpanDetail;
  repository: Repository | undefined;
  zone: Zone;
  /** Address of the list that a condition on one of its values leads to; of the spans around it where there is none. */
  linkOf: ((condition: Filter) => string) | undefined;
  /** Leads to all of the exception. */
  onException: () => void;
}

/** What a span tells of itself, what it is like, and what it is linked with. */
export function SpanDetails({ span, repository, zone, linkOf, onException }: SpanDetailsProps) {
  const around = millisFromNanos(nanosFromText(span.time));
  const given = useArguments(span);
  const template = span.attributes.find(({ key }) => key === 'logfire.msg_template')?.text ?? '';
  const passed = new Set(given.map(({ key }) => key));
  const status = statusWords(span);
  return (
    <>
      <SpanExceptions span={span} repository={repository} onMore={onException} />
      {status !== '' && (
        <p className="mt-3 text-sm text-error">
          <LongText text={status} />
        </p>
      )}
      <HttpLine attributes={span.attributes} />
      <SourceLine attributes={span.attributes} repository={repository} />
      <SimilarSpans span={span} />
      <TypedArguments given={given} template={template} />
      <RecordAttributes
        record={{ ...span, attributes: span.attributes.filter(({ key }) => !passed.has(key) && key !== 'logfire.json_schema') }}
        noun="span"
        linkOf={linkOf ?? ((condition) => tracesLink(condition, around))}
        group={{ signal: 'spans', range: aroundRange(around) }}
      />
      <SpanLinks span={span} />
      <LinkedFrom span={span} zone={zone} />
      <SpanEvents span={span} />
    </>
  );
}
