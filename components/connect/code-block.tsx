import { clsx } from 'clsx';
import { CopyButton } from '@/components/ui/copy-button';

const COMMENT = /^\s*(#|\/\/) /;

/** Text to copy, with its comments faint. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="flex items-start rounded-md border border-line bg-panel">
      <pre tabIndex={0} aria-label={label} className="min-w-0 flex-1 overflow-x-auto py-2 pl-3 font-mono text-sm leading-[1.6] [tab-size:4]">
        {code.split('\n').map((line, index) => (
          <span key={index} className={clsx('block min-h-[1lh]', COMMENT.test(line) && 'text-fg-3')}>
            {line}
          </span>
        ))}
      </pre>
      <CopyButton text={code} label="Copy" className="m-1 ml-2" />
    </div>
  );
}
