import { createHash } from 'node:crypto';

/** What a service knows an incident by, in at most `most` characters: a longer key would be cut into one that others share. */
export function incidentKey(dedupKey: string, most: number): string {
  return dedupKey.length <= most ? dedupKey : createHash('sha256').update(dedupKey).digest('hex');
}
