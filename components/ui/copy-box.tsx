import { clsx } from 'clsx';
import { CopyButton } from '@/components/ui/copy-button';

/** Text as it is, in a box that scrolls, with a button that copies it. */
export function CopyBox({
  text,
  copied = text,
  label,
  copy,
  className,
}: {
  text: string;
  /** What is copied where that is not what is shown, such as text without the lines that it is broken into. */
  copied?: string;
  /** What the text is, e.g. `Query that ran`. */
  label: string;
  /** What the button does, e.g. `Copy query`. */
  copy: string;
  /** How high it may be. */
  className: string;
}) {
  return (
    <div className="relative">
      <pre
        aria-label={label}
        tabIndex={0}
        className={clsx(
          'overflow-auto rounded-md border border-line bg-page p-2 pr-8 font-mono text-xs break-words whitespace-pre-wrap text-fg-2',
          className,
        )}
      >
        {text}
      </pre>
      <CopyButton text={copied} label={copy} className="absolute top-1 right-1" />
    </div>
  );
}
