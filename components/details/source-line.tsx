import { ExternalLink } from 'lucide-react';
import { useMemo } from 'react';
import { plainText } from '@/lib/content/plain-text';
import { repositoryOf, sourceLink, type Repository } from '@/lib/content/source-link';
import type { Attribute } from '@/lib/model/attribute';

/** The repository that a record's resource names. */
export function useRepository(resource: readonly Attribute[] | undefined): Repository | undefined {
  return useMemo(() => (resource ? repositoryOf(resource) : undefined), [resource]);
}

/** Which line of code wrote a record (`code.*`, the names of today and the older ones), with a link where its repository is known. */
export function SourceLine({ attributes, repository }: { attributes: readonly Attribute[]; repository: Repository | undefined }) {
  const text = (...keys: string[]): string =>
    attributes.find((attribute) => keys.includes(attribute.key) && attribute.text !== '')?.text ?? '';
  const file = text('code.file.path', 'code.filepath');
  if (file === '') return null;
  const number = Number(text('code.line.number', 'code.lineno'));
  const line = Number.isSafeInteger(number) && number > 0 ? number : undefined;
  const call = text('code.function.name', 'code.function');
  const words = plainText(`${file}${line === undefined ? '' : `:${line}`}${call === '' ? '' : ` in ${call}`}`);
  const link = sourceLink(repository, file, line);
  return (
    <p className="mt-2 truncate font-mono text-xs text-fg-3">
      {link === undefined ? (
        words
      ) : (
        <a href={link} target="_blank" rel="noopener noreferrer" title={link} className="text-run hover:underline">
          {words} <ExternalLink size={11} aria-hidden className="inline" />
        </a>
      )}
    </p>
  );
}
