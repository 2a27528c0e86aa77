'use client';

import { clsx } from 'clsx';
import { useId, useState, type ReactNode } from 'react';
import type { Result } from '@/lib/base/result';
import { Input } from '@/components/ui/input';

/**
 * A value that is typed as text. It is taken over with every key that makes sense of it, says in a sentence why it is not, and is
 * written anew once it is left. What changes it from outside (a dragged line) shows at once.
 */
export function TextEntry<T>({
  label,
  value,
  print,
  parse,
  onChange,
  placeholder,
  before,
  disabled = false,
  className,
}: {
  label: string;
  /** Undefined: nothing is set. */
  value: T | undefined;
  print: (value: T) => string;
  parse: (text: string) => Result<T, string>;
  /** Undefined: what was there is taken out, where `placeholder` says what then holds. */
  onChange: (value: T | undefined) => void;
  /** Stands where nothing is set, and allows that. */
  placeholder?: string;
  /** Before the text. */
  before?: ReactNode;
  disabled?: boolean;
  className?: string;
}) {
  const fault = useId();
  const given = value === undefined ? '' : print(value);
  const [typed, setTyped] = useState<{ readonly text: string; readonly for: string }>();
  // what is typed stays as it is while it means the value
  const text = typed?.for === given ? typed.text : given;
  const empty = text.trim() === '';
  const parsed = empty && placeholder !== undefined ? undefined : parse(text);
  const wrong = typed && parsed?.ok === false ? parsed.error : undefined;
  const type = (next: string) => {
    const read = next.trim() === '' && placeholder !== undefined ? undefined : parse(next);
    if (read?.ok === false) return setTyped({ text: next, for: given });
    const meant = read?.value;
    setTyped({ text: next, for: meant === undefined ? '' : print(meant) });
    onChange(meant);
  };
  return (
    <div className={clsx('min-w-0', className)}>
      <Input
        label={label}
        value={text}
        placeholder={placeholder}
        disabled={disabled}
        invalid={wrong !== undefined}
        icon={before}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={wrong === undefined ? undefined : fault}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          if (parsed?.ok !== false) setTyped(undefined);
        }}
      />
      {wrong !== undefined && (
        <p id={fault} className="mt-1 text-xs text-error">
          {wrong}
        </p>
      )}
    </div>
  );
}
