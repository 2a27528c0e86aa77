'use client';

import { ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { counted, formatInteger } from '@/lib/base/units';
import { plainText } from '@/lib/content/plain-text';
import { sourceLink, type Repository } from '@/lib/content/source-link';
import { readStack } from '@/lib/content/stack/read-stack';
import { callCount, frameRuns, type Frame, type StackPart } from '@/lib/content/stack/stack';

/** Own calls that are seen in brief. */
const BRIEF = 2;
/** Calls of one part that are drawn at once; a recursion has thousands. */
const FIRST = 100;

export interface StackTraceProps {
  text: string;
  repository?: Repository | undefined;
  /** Only the first own calls. */
  brief?: boolean;
}

/** A stack as calls, the newest first and library code folded, or as it was written. */
export function StackTrace({ text, repository, brief = false }: StackTraceProps) {
  const [raw, setRaw] = useState(false);
  const stack = useMemo(() => readStack(text), [text]);
  if (brief) return stack ? <BriefStack parts={stack.parts} /> : null;
  if (!stack || raw) {
    return (
      <div className="relative mt-1">
        <pre tabIndex={0} aria-label="Stack trace" className="max-h-[70vh] overflow-auto font-mono text-xs leading-[1.6] text-fg-2">
          {plainText(text)}
        </pre>
        <span className="absolute -top-1 right-0 flex items-center gap-1 bg-panel">
          {stack && <RawSwitch raw={raw} onRaw={setRaw} />}
          <CopyButton text={text} label="Copy the stack trace" />
        </span>
      </div>
    );
  }
  return (
    <div className="mt-1.5">
      <p className="flex items-center text-xs text-fg-3">
        {stack.language}, newest call first
        <span className="ml-auto flex items-center gap-1">
          <RawSwitch raw={raw} onRaw={setRaw} />
          <CopyButton text={text} label="Copy the stack trace" />
        </span>
      </p>
      {stack.parts.map((part, index) => (
        <Part key={index} part={part} first={index === 0} repository={repository} />
      ))}
    </div>
  );
}

function RawSwitch({ raw, onRaw }: { raw: boolean; onRaw: (raw: boolean) => void }) {
  return (
    <button type="button" className="text-xs text-run hover:underline" onClick={() => onRaw(!raw)}>
      {raw ? 'as calls' : 'as sent'}
    </button>
  );
}

/** The calls nearest to where it was raised, own ones before others. */
function BriefStack({ parts }: { parts: readonly StackPart[] }) {
  const frames = parts[0]?.frames ?? [];
  const own = frames.filter((frame) => frame.own);
  const shown = (own.length > 0 ? own : frames).slice(0, BRIEF);
  const rest = parts.reduce((sum, part) => sum + callCount(part.frames), 0) - callCount(shown);
  return (
    <p className="mt-1 font-mono text-xs break-words text-fg-2">
      {shown.map((frame, index) => (
        <span key={index} className="block">
          {placeOf(frame)}
        </span>
      ))}
      {rest > 0 && <span className="text-fg-3">+ {counted(rest, 'call')}</span>}
    </p>
  );
}

function Part({ part, first, repository }: { part: StackPart; first: boolean; repository: Repository | undefined }) {
  const [most, setMost] = useState(FIRST);
  const runs = useMemo(() => frameRuns(part.frames.slice(0, most)), [part, most]);
  return (
    <div className="mt-1">
      {(!first || part.relation !== '') && (
        <p className="mt-2 text-sm break-words whitespace-pre-wrap">
          {part.relation !== '' && <span className="text-fg-3">{part.relation} </span>}
          <span className="font-mono text-error">{plainText(part.title)}</span>
        </p>
      )}
      <ol aria-label="Calls" className="font-mono text-xs">
        {runs.map((run, index) =>
          run.own ? (
            run.frames.map((frame, at) => (
              <Call key={`${index}.${at}`} frame={frame} repository={repository} open={first && index === 0 && at === 0} />
            ))
          ) : (
            <LibraryCalls key={index} frames={run.frames} repository={repository} />
          ),
        )}
      </ol>
      {part.frames.length > most && (
        <button type="button" className="text-xs text-run hover:underline" onClick={() => setMost(most * 10)}>
          {most} of {part.frames.length} calls shown, show more
        </button>
      )}
    </div>
  );
}

function LibraryCalls({ frames, repository }: { frames: readonly Frame[]; repository: Repository | undefined }) {
  const [open, setOpen] = useState(false);
  const count = callCount(frames);
  return (
    <>
      <li>
        <button
          type="button"
          aria-expanded={open}
          className="py-0.5 font-sans text-xs text-fg-3 hover:text-fg"
          onClick={() => setOpen(!open)}
        >
          {open ? '−' : '+'} {counted(count, 'library call')}
        </button>
      </li>
      {open && frames.map((frame, index) => <Call key={index} frame={frame} repository={repository} open={false} />)}
    </>
  );
}

function placeOf({ file, line, call }: Frame): string {
  const place = `${file}${line === undefined ? '' : `:${line}`}`;
  if (place === '') return plainText(call);
  return plainText(call === '' ? place : `${place} in ${call}`);
}

function Call({ frame, repository, open }: { frame: Frame; repository: Repository | undefined; open: boolean }) {
  const [isOpen, setOpen] = useState(open);
  const link = frame.own ? sourceLink(repository, frame.file, frame.line) : undefined;
  const code = frame.code.filter((line) => line.trim() !== '');
  const look = frame.own ? 'text-fg' : 'text-fg-3';
  return (
    <li className="py-0.5">
      <span className="flex items-start gap-1.5">
        {code.length > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            className={`min-w-0 text-left break-words hover:underline ${look}`}
            onClick={() => setOpen(!isOpen)}
          >
            {placeOf(frame)}
          </button>
        ) : (
          <span className={`min-w-0 break-words ${look}`}>{placeOf(frame)}</span>
        )}
        {link !== undefined && (
          <a
            href={link}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`Source of ${placeOf(frame)}`}
            title={link}
            className="shrink-0 pt-0.5 text-run"
          >
            <ExternalLink size={12} aria-hidden />
          </a>
        )}
      </span>
      {frame.omitted > 0 && <span className="block font-sans text-fg-3">and {formatInteger(frame.omitted)} more like it</span>}
      {isOpen && code.length > 0 && (
        <pre tabIndex={0} aria-label="Source" className="overflow-x-auto border-l border-line pl-2 text-fg-2">
          {plainText(code.join('\n'))}
        </pre>
      )}
    </li>
  );
}
