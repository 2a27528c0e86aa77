import { clsx } from 'clsx';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';

const SQUARE = { default: 'w-7', small: 'w-6' } as const;

/** A square button with an icon; `label` is its name for screen readers and its tooltip. */
export function IconButton({ label, variant = 'quiet', size = 'default', className, ...rest }: ButtonProps & { label: string }) {
  return (
    <Tooltip content={label}>
      <Button
        variant={variant}
        size={size}
        aria-label={label}
        className={clsx('justify-center px-0!', SQUARE[size], className)}
        {...rest}
      />
    </Tooltip>
  );
}
