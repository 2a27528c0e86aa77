/** The program behind `npm run dashboards:export` and `npm run dashboards:import`: it talks to a running Hearth over HTTP. */
import { parseArgs } from 'node:util';
import { exportFiles, importFiles, type FileWork } from '@/lib/server/dashboard-files';
import { openRemote, RemoteError } from '@/lib/server/dashboard-remote';

const USAGE = `Usage: npm run dashboards:export -- <folder> [slug…] [--dry-run] [--force]
       npm run dashboards:import -- <folder> [--dry-run] [--force]

export  writes every dashboard that people made, or those named, as <folder>/<slug>.json.
import  saves every .json file of the folder.
--dry-run  says what would be done, and does nothing.
--force    overwrites what is newer.
HEARTH_URL says which Hearth; http://localhost:3000 where it says nothing.`;

/**
 * Runs one command. Returns the exit code: 0 when all is as asked, 1 when something was refused or failed, 2 when the command
 * itself cannot be understood.
 */
export async function dashboardProgram(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const read = readArguments(args);
  if (typeof read === 'string') {
    say(`${read}\n\n${USAGE}`);
    return 2;
  }
  const { command, folder, slugs, dryRun, force } = read;
  const address = env.HEARTH_URL ?? 'http://localhost:3000';
  if (!URL.canParse(address)) {
    say(`HEARTH_URL is “${address}”, which is no address.`);
    return 2;
  }
  const work: FileWork = { remote: openRemote(address), folder, dryRun, force, say };
  try {
    return (await (command === 'export' ? exportFiles(work, slugs) : importFiles(work))) ? 0 : 1;
  } catch (cause) {
    // what has a sentence for a person says it; anything else is a fault of this program
    if (!(cause instanceof RemoteError) && !isFileError(cause)) throw cause;
    say(cause instanceof RemoteError ? cause.message : `${folder} cannot be used: ${cause.message}.`);
    return 1;
  }
}

function isFileError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'syscall' in cause;
}

interface Arguments {
  readonly command: 'export' | 'import';
  readonly folder: string;
  readonly slugs: readonly string[];
  readonly dryRun: boolean;
  readonly force: boolean;
}

/** What was asked for, or the sentence that says why it is not understood. */
function readArguments(args: readonly string[]): Arguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
    });
    const [command, folder, ...slugs] = positionals;
    if (command !== 'export' && command !== 'import') return 'Say what to do: export or import.';
    if (folder === undefined) return 'Say which folder.';
    if (command === 'import' && slugs.length > 0) return 'An import takes every file of the folder: it takes no slugs.';
    return { command, folder, slugs, dryRun: values['dry-run'], force: values.force };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
