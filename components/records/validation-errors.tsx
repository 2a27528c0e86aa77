import { AttributeValue } from '@/components/records/attribute-value';
import { ValueTree } from '@/components/records/value-tree';
import { readValidationErrors } from '@/lib/content/validation-error';

/** What Pydantic found wrong, one line each: where, what, and what was given instead. */
export function ValidationErrors({ text }: { text: string }) {
  const wrong = readValidationErrors(text);
  if (!wrong) return <AttributeValue attribute={{ key: 'exception.logfire.data', type: 'string', text }} />;
  return (
    <ul aria-label="What was not valid" className="my-1.5 space-y-1 text-sm">
      {wrong.map(({ place, message, type, input }, index) => (
        <li key={index} className="grid grid-cols-[minmax(70px,32%)_minmax(0,1fr)] gap-2">
          <span className="font-mono break-words text-fg" title={type}>
            {place || 'the value'}
          </span>
          <span className="min-w-0 text-fg-2">
            {message}
            {input && (
              <span className="block font-mono text-xs">
                <span className="text-fg-3">given </span>
                <ValueTree node={input} open={false} typed />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
