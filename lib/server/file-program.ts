/** A program that writes what is in a running Hearth into files, and reads files back: its arguments, and how it ends. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openRemoteApi, RemoteError, type RemoteApi } from '@/lib/server/remote';

export interface FileProgram {
  readonly usage: string;
  /** What comes after the command: `folder`. */
  readonly place: string;
  /** What an export may name after that: `slugs`. */
  readonly names: string;
  /** Does what was asked; false when something was refused. Throws RemoteError, and errors of files. */
  run(work: FileCommand): Promise<boolean>;
}

export interface FileCommand {
  readonly command: 'export' | 'import';
  readonly place: string;
  readonly names: readonly string[];
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** Overwrite what is newer. */
  readonly force: boolean;
  readonly api: RemoteApi;
  say(line: string): void;
}

/**
 * Runs one command. Returns the exit code: 0 when all is as asked, 1 when something was refused or failed, 2 when the command
 * itself cannot be understood.
 */
export async function runFileProgram(
  program: FileProgram,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const read = readArguments(program, args);
  if (typeof read === 'string') {
    say(`${read}\n\n${program.usage}`);
    return 2;
  }
  const address = env.HEARTH_URL ?? 'http://localhost:3000';
  if (!URL.canParse(address)) {
    say(`HEARTH_URL is “${address}”, which is no address.`);
    return 2;
  }
  try {
    return (await program.run({ ...read, api: openRemoteApi(address), say })) ? 0 : 1;
  } catch (cause) {
    // what has a sentence for a person says it; anything else is a fault of this program
    if (!(cause instanceof RemoteError) && !isFileError(cause)) throw cause;
    say(cause instanceof RemoteError ? cause.message : `${read.place} cannot be used: ${cause.message}.`);
    return 1;
  }
}

function isFileError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'syscall' in cause;
}

/** What was asked for, or the sentence that says why it is not understood. */
function readArguments({ place: what, names: named }: FileProgram, args: readonly string[]): Omit<FileCommand, 'api' | 'say'> | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
    });
    const [command, place, ...names] = positionals;
    if (command !== 'export' && command !== 'import') return 'Say what to do: export or import.';
    if (place === undefined) return `Say which ${what}.`;
    if (command === 'import' && names.length > 0) return `An import takes all of the ${what}: it takes no ${named}.`;
    return { command, place, names, dryRun: values['dry-run'], force: values.force };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** What is in a file; undefined where there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
}
