'use client';

import { Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { AttributeList } from '@/components/traces/attribute-list';
import { groupAttributes } from '@/components/traces/attribute-groups';
import { Input } from '@/components/ui/input';
import type { Millis } from '@/lib/base/time';
import type { SpanDetail } from '@/lib/model/trace';

/** So few attributes need no search. */
const FEW = 8;

/** A faint heading of a part of the panel. */
export function PartHeading({ children }: { children: ReactNode }) {
  return <h3 className="mt-3 mb-0.5 text-xs font-normal text-fg-3">{children}</h3>;
}

/** A span's attributes by namespace, then those of its resource and its scope; one search over all. */
export function SpanAttributes({ span, around }: { span: SpanDetail; around: Millis }) {
  const [search, setSearch] = useState('');
  const groups = groupAttributes(span.attributes, search);
  const resource = groupAttributes(span.resource, search).flatMap((group) => group.attributes.map((one) => ({ ...one, label: one.key })));
  const total = span.attributes.length + span.resource.length;
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
          <AttributeList attributes={group.attributes} home="attributes" around={around} />
        </div>
      ))}
      {resource.length > 0 && (
        <>
          <PartHeading>resource</PartHeading>
          <AttributeList attributes={resource.sort((a, b) => (a.key < b.key ? -1 : 1))} home="resource" around={around} />
        </>
      )}
      {span.scope.name !== '' && search === '' && (
        <>
          <PartHeading>scope</PartHeading>
          <p className="font-mono text-sm break-words text-fg-2">
            {span.scope.name} {span.scope.version}
          </p>
        </>
      )}
      {total === 0 && <p className="mt-3 text-sm text-fg-3">This span has no attributes.</p>}
      {search !== '' && groups.length === 0 && resource.length === 0 && (
        <p className="mt-3 text-sm text-fg-3">No attribute has “{search}” in it.</p>
      )}
    </section>
  );
}
