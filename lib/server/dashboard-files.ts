/** Dashboards as files: a file per dashboard, formatted so that two versions differ only where they differ. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '@/lib/base/result';
import { sameJson } from '@/lib/base/same-json';
import { importDashboard } from '@/lib/dashboards/import';
import type { ImportedDashboard } from '@/lib/model/saved-dashboard';
import type { Remote } from '@/lib/server/dashboard-remote';
import { readIfThere } from '@/lib/server/file-program';
import { RemoteError } from '@/lib/server/remote';

export interface FileWork {
  readonly remote: Remote;
  readonly folder: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** Overwrite what is newer. */
  readonly force: boolean;
  say(line: string): void;
}

/** The note on revisions that come from a file: nobody's work is lost when the next import replaces one. */
const NOTE = 'Imported from a file';

/** The revision that a file was made from; 0 where it does not say. */
const FileRevision = z.object({ revision: z.number().int().nonnegative().catch(0) });

function revisionIn(document: unknown): number {
  const read = FileRevision.safeParse(document);
  return read.success ? read.data.revision : 0;
}

/** Writes dashboards into the folder: those that people made, or those of `slugs`. False when one was refused or failed. */
export async function exportFiles(work: FileWork, slugs: readonly string[]): Promise<boolean> {
  const listings = await work.remote.list();
  const unknown = slugs.filter((slug) => !listings.some((listing) => listing.slug === slug));
  for (const slug of unknown) work.say(`${slug}: there is no such dashboard.`);
  const wanted = listings.filter(({ slug, prebuilt }) => (slugs.length === 0 ? !prebuilt : slugs.includes(slug)));
  if (!work.dryRun) await mkdir(work.folder, { recursive: true });
  const outcomes = await inTurn(wanted, ({ slug }) => sentence(slug, work, () => exportFile(slug, work)));
  const done = outcomes.filter(Boolean).length;
  work.say(`${done} of ${wanted.length + unknown.length} in ${work.folder}.`);
  return done === wanted.length + unknown.length;
}

async function exportFile(slug: string, { remote, folder, dryRun, force }: FileWork): Promise<Result<string, string>> {
  const text = await remote.exported(slug);
  const file = path.join(folder, `${slug}.json`);
  const before = await readIfThere(file);
  if (before === text) return ok('unchanged.');
  const [there, here] = [revisionIn(JSON.parse(text)), before === undefined ? 0 : revisionIn(parsed(before))];
  if (here > there && !force) {
    return fail(`not written: the file is of revision ${here}, Hearth has revision ${there}. Import it first, or --force.`);
  }
  if (!dryRun) await writeFile(file, text);
  return ok(`${dryRun ? 'would be ' : ''}${before === undefined ? 'written' : 'rewritten'}, revision ${there}.`);
}

/** The JSON in a file that may be anything; undefined when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Saves every .json file of the folder. False when one was refused or failed. */
export async function importFiles(work: FileWork): Promise<boolean> {
  const files = (await readdir(work.folder)).filter((file) => file.endsWith('.json')).toSorted();
  if (files.length === 0) work.say(`There is no .json file in ${work.folder}.`);
  const outcomes = await inTurn(files, (file) => sentence(file, work, () => importFile(file, work)));
  const done = outcomes.filter(Boolean).length;
  work.say(`${done} of ${files.length} in Hearth.`);
  return done === files.length && files.length > 0;
}

async function importFile(file: string, work: FileWork): Promise<Result<string, string>> {
  const document = parsed(await readFile(path.join(work.folder, file), 'utf8'));
  if (document === undefined) return fail('not imported: it is not JSON.');
  const imported = importDashboard(document);
  if (!imported.ok) return fail(`not imported. ${imported.error}`);
  for (const line of imported.value.report) work.say(`${file}: ${line}`);
  return keep(imported.value, revisionIn(document), work);
}

async function keep({ dashboard }: ImportedDashboard, from: number, { remote, dryRun, force }: FileWork): Promise<Result<string, string>> {
  const { slug } = dashboard;
  const would = dryRun ? 'would be ' : '';
  let current = await remote.find(slug);
  if (!current) {
    const [deleted] = await remote.revisions(slug);
    if (!deleted) {
      if (!dryRun) await remote.save(slug, { dashboard, basedOn: 0, note: NOTE });
      return ok(`${would}made as /dashboards/${slug}.`);
    }
    if (!force) return fail(`not imported: /dashboards/${slug} was deleted in Hearth. --force brings it back.`);
    if (dryRun) return ok('would be brought back.');
    await remote.restore(slug);
    current = await remote.find(slug);
    if (!current) return fail(`not imported: /dashboards/${slug} could not be brought back.`);
  }
  if (sameJson({ ...current.dashboard, prebuilt: false }, dashboard)) return ok('unchanged.');
  // what someone saved in Hearth after the file was made would be undone by it
  if (current.revision !== from && current.note !== NOTE && !force) {
    return fail(
      `not imported: /dashboards/${slug} was saved in Hearth as revision ${current.revision}, the file is of revision ${from}. Export it first, or --force.`,
    );
  }
  if (dryRun) return ok(`would be saved as revision ${current.revision + 1}.`);
  const saved = await remote.save(slug, { dashboard, basedOn: current.revision, note: NOTE });
  return ok(`saved as revision ${saved.revision}.`);
}

/** Does one piece of work and says how it ended; what Hearth refuses ends that piece, not the others. */
async function sentence(name: string, { say }: FileWork, work: () => Promise<Result<string, string>>): Promise<boolean> {
  try {
    const outcome = await work();
    say(`${name}: ${outcome.ok ? outcome.value : outcome.error}`);
    return outcome.ok;
  } catch (cause) {
    if (!(cause instanceof RemoteError) || cause.unreachable) throw cause;
    say(`${name}: ${cause.message}`);
    return false;
  }
}

/** One after the other: the lines stay in order, and Hearth is not stormed. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<boolean>): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  for (const item of items) outcomes.push(await work(item));
  return outcomes;
}
