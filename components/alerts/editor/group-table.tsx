import Link from 'next/link';
import type { ReactNode } from 'react';
import type { AlertLabels } from '@/lib/model/alert-state';
import { GroupDot } from '@/components/alerts/editor/group-dot';

/** Rows that each tell of one group, named in the first column; they scroll by themselves. */
export function GroupTable({
  label,
  headings,
  children,
}: {
  label: string;
  /** Of the columns behind the group's. */
  headings: readonly string[];
  children: ReactNode;
}) {
  return (
    <div tabIndex={0} role="group" aria-label={`${label}, the rows`} className="max-h-[310px] overflow-auto">
      <table className="w-full text-sm whitespace-nowrap tabular-nums" aria-label={label}>
        <thead className="sticky top-0 bg-panel">
          <tr className="h-7 border-b border-line text-left text-fg-3 [&>th]:font-medium">
            <th scope="col">Group</th>
            {headings.map((heading) => (
              <th key={heading} scope="col" className="pl-3 text-right max-md:pl-2">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A row of a `GroupTable`. `path`: to the group's records; undefined where no page has them. `children`: the cells behind its name. */
export function GroupRow({
  labels,
  colour,
  path,
  children,
}: {
  labels: AlertLabels;
  colour: string | undefined;
  path: string | undefined;
  children: ReactNode;
}) {
  const group = <GroupDot labels={labels} colour={colour} />;
  return (
    <tr className="h-7 border-b border-line last:border-0 hover:bg-hover [&>td+td]:pl-3 [&>td+td]:text-right max-md:[&>td+td]:pl-2">
      {/* on a phone it takes what the others leave, so that none of them is cut */}
      <td className="max-w-60 truncate max-md:w-full max-md:max-w-0">
        {path === undefined ? (
          group
        ) : (
          <Link href={path} className="hover:underline" title="Its records">
            {group}
          </Link>
        )}
      </td>
      {children}
    </tr>
  );
}
