import { clsx } from 'clsx';
import { Button } from '@/components/ui/button';

/** A few choices side by side, of which one is taken; arrows are not needed, each is a stop of Tab. */
export function Choices<T>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly { readonly value: T; readonly name: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {options.map((option) => (
        <Button
          key={option.name}
          aria-pressed={option.value === value}
          className={clsx(option.value === value && 'border-ember! bg-ember-soft! text-fg!')}
          onClick={() => onChange(option.value)}
        >
          {option.name}
        </Button>
      ))}
    </div>
  );
}
