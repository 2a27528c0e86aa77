/** What changed, a line each; `none` where nothing did. */
export function ChangeList({ changes, none }: { changes: readonly string[]; none: string }) {
  if (changes.length === 0) return <p className="text-sm text-fg-3">{none}</p>;
  return (
    <ul className="grid gap-1 text-sm text-fg-2">
      {changes.map((change, index) => (
        <li key={index} className="border-l-2 border-line-strong pl-2 break-words">
          {change}
        </li>
      ))}
    </ul>
  );
}
