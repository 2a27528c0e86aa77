import type { Columns } from '@/components/live/columns';
import type { RowFacts } from '@/components/live/row-facts';
import { Pill } from '@/components/ui/pill';
import { formatInteger, formatUnit } from '@/lib/base/units';

/** Tags of a row; more would push out the message. */
const TAGS = 2;

/** US dollars that are still written as a figure other than nothing. */
const LEAST_COST = 0.00005;

/** Short facts behind the message: what kind it is, its tags, what it threw, what a model took, and who recorded it. */
export function RowPills({ facts, columns }: { facts: RowFacts; columns: Columns }) {
  const { tags, exceptionType, scope, isLog, orphan } = facts;
  const tokens = tokenText(facts);
  return (
    <span className="ml-auto flex max-w-[60%] shrink-0 gap-1 overflow-hidden pl-2 empty:hidden max-md:hidden">
      {orphan && (
        <Pill className="border-dashed text-fg-3" title="Its parent has not come: it stands for its trace until then.">
          parent not here
        </Pill>
      )}
      {columns.has('tags') &&
        tags.slice(0, TAGS).map((tag) => (
          <Pill key={tag} className="max-w-32 overflow-hidden">
            <span className="truncate">{tag}</span>
          </Pill>
        ))}
      {columns.has('tags') && tags.length > TAGS && <Pill title={tags.join(', ')}>+{tags.length - TAGS}</Pill>}
      {columns.has('tokens') && tokens !== '' && (
        <Pill className="font-mono @max-[760px]:hidden" title={tokenTitle(facts)}>
          {tokens}
        </Pill>
      )}
      {isLog && <Pill className="text-fg-3">log</Pill>}
      {exceptionType !== '' && (
        <Pill tone="error" className="max-w-44 overflow-hidden" title={exceptionType}>
          <span className="truncate">{shortName(exceptionType)}</span>
        </Pill>
      )}
      {columns.has('scope') && scope !== '' && (
        <Pill className="max-w-32 overflow-hidden text-fg-3 @max-[760px]:hidden" title={scope}>
          <span className="truncate">{shortName(scope)}</span>
        </Pill>
      )}
    </span>
  );
}

/** The last part of a dotted or slashed name: `opentelemetry.instrumentation.fastapi` is `fastapi` in a row. */
function shortName(name: string): string {
  return name.split(/[./\\]/).findLast((part) => part !== '') ?? name;
}

/** `↗ 1 204 ↙ 316 · $0.0071`: in, out, and what it cost; '' where no model was called. */
function tokenText({ inputTokens, outputTokens, cost }: RowFacts): string {
  const tokens = inputTokens + outputTokens > 0 ? [`↗ ${formatInteger(inputTokens)} ↙ ${formatInteger(outputTokens)}`] : [];
  return [...tokens, ...(cost >= LEAST_COST ? [formatUnit(cost, 'usd')] : [])].join(' · ');
}

function tokenTitle({ model, inputTokens, outputTokens, cost }: RowFacts): string {
  const spent = `${formatInteger(inputTokens)} tokens in, ${formatInteger(outputTokens)} out, ${formatUnit(cost, 'usd')}`;
  return model === '' ? spent : `${model}: ${spent}`;
}
