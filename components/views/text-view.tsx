/** Words between panels. Paragraphs and lines are kept as written; markup is shown as text. */
export function TextView({ markdown }: { markdown: string }) {
  return <div className="h-full overflow-auto text-sm whitespace-pre-wrap text-fg-2">{markdown}</div>;
}
