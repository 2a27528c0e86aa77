'use client';

import { Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { AttributeList, type AttributeFilter } from '@/components/records/attribute-list';
import { groupAttributes } from '@/components/records/attribute-groups';
import { Input } from '@/components/ui/input';
import type { Attribute } from '@/lib/model/attribute';
import type { Filter } from '@/lib/model/filter';

/** So few attributes need no search. */
const FEW = 8;

/** A faint heading of a part of the panel. */
export function PartHeading({ children }: { children: ReactNode }) {
  return <h3 className="mt-3 mb-0.5 text-xs font-normal text-fg-3">{children}</h3>;
}

export interface RecordAttributesProps {
  /** What is shown: a span or a log. */
  record: {
    readonly attributes: readonly Attribute[];
    readonly resource: readonly Attribute[];
    readonly scope: { readonly name: string; readonly version: string };
  };
  /** What it is, e.g. `span`. */
  noun: string;
  /** Address of the records for which a condition holds. */
  linkOf: (condition: Filter) => string;
  /** Which records to group by a key, and when. */
  group?: NonNullable<AttributeFilter['group']>;
}

/** A record's attributes by namespace, then those of its resource and its scope; one search over all. */
export function RecordAttributes({ record, noun, linkOf, group }: RecordAttributesProps) {
  const filter = { linkOf, ...(group ? { group } : {}) };
  const [search, setSearch] = useState('');
  const groups = groupAttributes(record.attributes, search);
  const resource = groupAttributes(record.resource, search).flatMap((group) => group.attributes.map((one) => ({ ...one, label: one.key })));
  const total = record.attributes.length + record.resource.length;
  return (
    <section aria-label="Attributes">
      {total > FEW && (
        <Input
          label="Search the attributes"
          placeholder={`search ${total} attributes`}
          icon={<Search size={13} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mt-3"
        />
      )}
      {groups.map((group) => (
        <div key={group.name}>
          <PartHeading>{group.name}</PartHeading>
          <AttributeList attributes={group.attributes} filter={{ home: 'attributes', ...filter }} />
        </div>
      ))}
      {resource.length > 0 && (
        <>
          <PartHeading>resource</PartHeading>
          <AttributeList attributes={resource.sort((a, b) => (a.key < b.key ? -1 : 1))} filter={{ home: 'resource', ...filter }} />
        </>
      )}
      {record.scope.name !== '' && search === '' && (
        <>
          <PartHeading>scope</PartHeading>
          <p className="font-mono text-sm break-words text-fg-2">
            {record.scope.name} {record.scope.version}
          </p>
        </>
      )}
      {total === 0 && <p className="mt-3 text-sm text-fg-3">This {noun} has no attributes.</p>}
      {search !== '' && groups.length === 0 && resource.length === 0 && (
        <p className="mt-3 text-sm text-fg-3">No attribute has “{search}” in it.</p>
      )}
    </section>
  );
}
