'use client';

import { Filter as FilterIcon, FilterX } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { AttributeValue } from '@/components/records/attribute-value';
import { attributeFilter, fieldOf } from '@/components/records/filter-link';
import { GroupValues } from '@/components/records/group-values';
import { CopyButton } from '@/components/ui/copy-button';
import type { TimeRange } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { Filter } from '@/lib/model/filter';
import { CARRIERS } from '@/lib/model/semantics';

/** Rows shown before "more". */
const FIRST = 100;
/** A longer value is no use in a filter. */
const LONGEST_FILTER = 500;

const ACTION = 'grid size-6 place-items-center rounded-md text-fg-3 hover:bg-hover hover:text-fg';

/** How a value becomes a condition on records. */
export interface AttributeFilter {
  home: 'attributes' | 'resource';
  /** Address of the records for which the condition holds. */
  linkOf: (condition: Filter) => string;
  /** Which records to group by a key, and when; without it there is no grouping. */
  group?: { readonly signal: 'spans' | 'logs'; readonly range: TimeRange };
}

export interface AttributeListProps {
  attributes: readonly (Attribute & { readonly label?: string })[];
  /** Where they live, and the page of the records for which a condition holds; without it there is nothing to filter by. */
  filter?: AttributeFilter;
}

/** Keys and values with their types, each with copy, filter for, exclude and group by. */
export function AttributeList({ attributes, filter }: AttributeListProps) {
  const [most, setMost] = useState(FIRST);
  const system = attributes.find(({ key }) => CARRIERS.dbSystem.attributes.includes(key))?.text;
  return (
    <>
      <dl className="font-mono text-sm">
        {attributes.slice(0, most).map((attribute) => (
          <div
            key={attribute.key}
            className="group/value relative grid min-h-[21px] grid-cols-[minmax(90px,44%)_minmax(0,1fr)] gap-2 rounded-sm hover:bg-hover"
          >
            <dt title={`${attribute.key}: ${attribute.type}`} className="truncate leading-[21px] text-fg-2">
              {attribute.label ?? attribute.key}
            </dt>
            <dd className="min-w-0 leading-[21px]">
              <AttributeValue attribute={attribute} {...(system === undefined ? {} : { system })} />
              <span className="absolute -top-px right-0 flex rounded-md bg-hover opacity-0 group-focus-within/value:opacity-100 group-hover/value:opacity-100">
                <span className="self-center px-1.5 font-sans text-xs text-fg-3">{attribute.type}</span>
                {filter && <FilterActions attribute={attribute} filter={filter} />}
                <CopyButton text={attribute.key} label={`Copy the key ${attribute.key}`} icon="key" />
                <CopyButton text={attribute.text} label={`Copy the value of ${attribute.key}`} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {attributes.length > most && (
        <button type="button" className="text-xs text-run hover:underline" onClick={() => setMost(most * 10)}>
          {most} of {attributes.length} shown, show more
        </button>
      )}
    </>
  );
}

function FilterActions({ attribute, filter: { home, linkOf, group } }: { attribute: Attribute; filter: AttributeFilter }) {
  const { key, text } = attribute;
  return (
    <>
      {text.length <= LONGEST_FILTER && (
        <>
          <Link
            prefetch={false}
            href={linkOf(attributeFilter(home, attribute, false))}
            aria-label={`Filter for this ${key}`}
            title="Filter for this value"
            className={ACTION}
          >
            <FilterIcon size={13} aria-hidden />
          </Link>
          <Link
            prefetch={false}
            href={linkOf(attributeFilter(home, attribute, true))}
            aria-label={`Exclude this ${key}`}
            title="Exclude this value"
            className={ACTION}
          >
            <FilterX size={13} aria-hidden />
          </Link>
        </>
      )}
      {group && <GroupValues field={fieldOf(home, key)} name={key} linkOf={linkOf} className={ACTION} {...group} />}
    </>
  );
}
