import { CopyButton } from '@/components/ui/copy-button';

/** A record as JSON; `noun` says what it is, e.g. `span`. */
export function RawRecord({ record, noun }: { record: object; noun: string }) {
  const text = JSON.stringify(record, null, 2);
  return (
    <div className="relative mt-2">
      <pre tabIndex={0} aria-label={`The ${noun} as JSON`} className="overflow-x-auto font-mono text-xs leading-[1.6] text-fg-2">
        {text}
      </pre>
      <CopyButton text={text} label={`Copy the ${noun} as JSON`} className="absolute top-0 right-0" />
    </div>
  );
}
