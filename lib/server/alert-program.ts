/** The program behind `npm run alerts:export` and `npm run alerts:import`: it talks to a running Hearth over HTTP. */
import { readFile, writeFile } from 'node:fs/promises';
import type { ImportAsk, ImportedRule } from '@/lib/model/alert-api';
import { readIfThere, runFileProgram, type FileCommand, type FileProgram } from '@/lib/server/file-program';

const PROGRAM: FileProgram = {
  usage: `Usage: npm run alerts:export -- <file> [id…] [--dry-run]
       npm run alerts:import -- <file> [--dry-run] [--force]

export  writes every rule, or those named, as YAML.
import  saves every rule of the file.
--dry-run  says what would be done, and does nothing.
--force    overwrites what people changed in Hearth since it came from a file, and brings back what they deleted.
HEARTH_URL says which Hearth; http://localhost:3000 where it says nothing.`,
  place: 'file',
  names: 'ids',
  run: (work) => (work.command === 'export' ? exportFile(work) : importFile(work)),
};

/** Runs one command; the exit code is as `runFileProgram` has it. */
export function program(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  return runFileProgram(PROGRAM, args, env, say);
}

async function exportFile({ api, place, names, dryRun, say }: FileCommand): Promise<boolean> {
  const search = names.length > 0 ? `?${new URLSearchParams({ ids: names.join(',') }).toString()}` : '';
  const text = await (await api.need('GET', `/api/alerts/export${search}`)).text();
  const before = await readIfThere(place);
  if (before === text) {
    say(`${place}: unchanged.`);
    return true;
  }
  if (!dryRun) await writeFile(place, text);
  say(`${place}: ${dryRun ? 'would be ' : ''}${before === undefined ? 'written' : 'rewritten'}.`);
  return true;
}

async function importFile({ api, place, dryRun, force, say }: FileCommand): Promise<boolean> {
  const text = await readFile(place, 'utf8');
  const ask: ImportAsk = { text, dryRun, force };
  const imported = (await (await api.need('POST', '/api/alerts/import', ask)).json()) as ImportedRule[];
  for (const { id, message } of imported) say(`${id}: ${message}`);
  const kept = imported.filter(({ outcome }) => outcome !== 'refused').length;
  say(`${kept} of ${imported.length} ${dryRun ? 'would be ' : ''}in Hearth.`);
  return kept === imported.length;
}
