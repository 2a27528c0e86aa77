'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Labelled } from '@/components/ui/labelled';
import { Select } from '@/components/ui/select';
import { HeadersField } from '@/components/alerts/channels/headers-field';
import type { SettingField } from '@/components/alerts/channels/channel-kinds';

/** What stands in a field whose secret is kept: the secret itself never comes back. */
const KEPT = 'set, leave empty to keep';
/** And of one that somebody wants to be rid of. */
const DROPPED = 'removed when you save';

/** One setting of a channel. `secrets`: which of them the server keeps, by name. */
export function Setting({
  field,
  value,
  secrets,
  dropped,
  onChange,
  onDrop,
}: {
  field: SettingField;
  value: unknown;
  secrets: readonly string[];
  /** The kept secret goes with the next save. */
  dropped: boolean;
  onChange: (value: unknown) => void;
  onDrop: (dropped: boolean) => void;
}) {
  const { name, label, control, hint, placeholder, optional } = field;
  const text = typeof value === 'string' ? value : '';
  const kept = secrets.includes(name);
  const note = hint === undefined ? {} : { note: hint };
  const heading = optional ? `${label} (optional)` : label;
  switch (control) {
    case 'text':
      return (
        <Labelled text={heading} {...note}>
          <Input
            label={label}
            spellCheck={false}
            autoComplete="off"
            placeholder={placeholder}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        </Labelled>
      );
    case 'secret':
      return (
        <Labelled text={heading} {...note}>
          <div className="flex gap-1.5">
            <Input
              label={label}
              // as a password it is neither shown nor offered again by the browser
              type="password"
              autoComplete="new-password"
              placeholder={dropped ? DROPPED : kept ? KEPT : placeholder}
              className={clsx('min-w-0 flex-1', kept && text === '' && 'border-dashed!')}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
            {kept && optional && text === '' && (
              <Button aria-label={`${dropped ? 'Keep' : 'Remove'} the ${label.toLowerCase()}`} onClick={() => onDrop(!dropped)}>
                {dropped ? 'Keep' : 'Remove'}
              </Button>
            )}
          </div>
        </Labelled>
      );
    case 'list':
      return <ListSetting field={field} values={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
    case 'choice':
    case 'length':
      return (
        <Labelled text={heading} {...note}>
          <Select
            label={label}
            className="w-full"
            value={String(value)}
            options={withOwn(field.options ?? [], String(value))}
            onChange={(next) => onChange(control === 'length' ? Number(next) : next)}
          />
        </Labelled>
      );
    case 'headers':
      return (
        <Labelled text={heading} {...note}>
          <HeadersField headers={isHeaders(value) ? value : {}} secrets={secrets} onChange={onChange} />
        </Labelled>
      );
    case 'template':
      // it has a place of its own, beside what comes of it
      return null;
  }
}

/** The options, and one that came from elsewhere (a file, the API) where it is none of them. */
function withOwn(options: NonNullable<SettingField['options']>, own: string): NonNullable<SettingField['options']> {
  return options.some(({ value }) => value === own) ? options : [...options, { value: own, label: `every ${Number(own) / 1_000} s` }];
}

function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Several values in one line, separated by commas; the text stays as it is typed. */
function ListSetting({
  field,
  values,
  onChange,
}: {
  field: SettingField;
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const [text, setText] = useState(values.join(', '));
  return (
    <Labelled text={field.label} {...(field.hint === undefined ? {} : { note: field.hint })}>
      <Input
        label={field.label}
        spellCheck={false}
        autoComplete="off"
        placeholder={field.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(valuesOf(event.target.value));
        }}
      />
    </Labelled>
  );
}

/** The values of a line: `a@b.org, c@d.org`. */
export function valuesOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
