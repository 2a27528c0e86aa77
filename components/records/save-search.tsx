'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { savedSearchesOptions, saveSearch } from '@/lib/client/searches';
import type { SearchPage } from '@/lib/model/saved-search';

/** A field for a name, under which the filter that is applied is saved. */
export function SaveSearch({ page, text, valid }: { page: SearchPage; text: string; valid: boolean }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => saveSearch({ name: name.trim(), page, filter: text }),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: savedSearchesOptions(page).queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') mutate();
  };
  if (!valid) return <p className="text-xs text-fg-3">The filter cannot be read, so it cannot be saved.</p>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      <div className="flex gap-1.5">
        <Input
          label="Name of the search"
          autoFocus
          value={name}
          maxLength={100}
          placeholder="name of this search"
          invalid={error !== null}
          onChange={(event) => setName(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" disabled={isPending || name.trim() === ''}>
          Save
        </Button>
      </div>
      <p className="truncate font-mono text-xs text-fg-3" title={text}>
        {text === '' ? 'all records' : text}
      </p>
      {error && (
        <p role="alert" className="text-xs text-error">
          Not saved: {error.message}
        </p>
      )}
    </form>
  );
}
