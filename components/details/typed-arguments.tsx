import { useMemo } from 'react';
import { PartHeading } from '@/components/records/record-attributes';
import { ValueTree } from '@/components/records/value-tree';
import { CopyButton } from '@/components/ui/copy-button';
import { printNode } from '@/lib/content/print-node';
import { typedArguments, type Argument, type Language } from '@/lib/content/typed-argument';
import type { Attribute } from '@/lib/model/attribute';

/** Keys that instrumentations pass to themselves: they are attributes, and nobody's arguments. */
const NOT_PASSED =
  /^(gen_ai\.|http\.|db\.|request_data$|response_data$|async$|events$|all_messages_events$|pydantic_ai\.|model_request_parameters$|logfire\.|tool_arguments$|tool_response$|final_result$)/;

/** The language of the SDK that sent a record. */
function languageOf(resource: readonly Attribute[]): Language {
  const language = resource.find(({ key }) => key === 'telemetry.sdk.language')?.text;
  return language === 'nodejs' || language === 'webjs' ? 'javascript' : 'python';
}

/** What the caller passed to this record, as Logfire's SDK describes it; empty where no schema says so. */
export function useArguments(record: { attributes: readonly Attribute[]; resource: readonly Attribute[] } | undefined): Argument[] {
  return useMemo(
    () => (record ? typedArguments(record.attributes, languageOf(record.resource)).filter(({ key }) => !NOT_PASSED.test(key)) : []),
    [record],
  );
}

/** Values as the program had them, with their types. */
export function TypedArguments({ given, template }: { given: readonly Argument[]; template: string }) {
  if (given.length === 0) return null;
  return (
    <section aria-label="Arguments">
      <PartHeading>arguments</PartHeading>
      {template !== '' && <p className="mb-0.5 font-mono text-xs break-words text-fg-3">{template}</p>}
      <dl className="font-mono text-sm">
        {given.map(({ key, node, type, cut }) => (
          <div
            key={key}
            className="group/value relative grid min-h-[21px] grid-cols-[minmax(90px,44%)_minmax(0,1fr)] gap-2 rounded-sm hover:bg-hover"
          >
            <dt className="flex min-w-0 gap-1.5 leading-[21px]" title={`${key}: ${type}`}>
              <span className="truncate text-fg-2">{key}</span>
              <span className="truncate text-xs leading-[21px] text-fg-3">{type}</span>
            </dt>
            <dd className="min-w-0 leading-[21px]">
              <ValueTree node={node} open={false} typed />
              {cut && <span className="block font-sans text-xs text-warn">Cut: its text is longer than what is shown as a value.</span>}
              <span className="absolute -top-px right-0 flex rounded-md bg-hover opacity-0 group-focus-within/value:opacity-100 group-hover/value:opacity-100">
                <CopyButton text={printNode(node, 'python')} label={`Copy ${key} as it reads`} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
