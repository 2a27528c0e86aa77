/** The program behind `npm run dashboards:export` and `npm run dashboards:import`: it talks to a running Hearth over HTTP. */
import { exportFiles, importFiles } from '@/lib/server/dashboard-files';
import { remoteDashboards } from '@/lib/server/dashboard-remote';
import { runFileProgram, type FileProgram } from '@/lib/server/file-program';

const PROGRAM: FileProgram = {
  usage: `Usage: npm run dashboards:export -- <folder> [slug…] [--dry-run] [--force]
       npm run dashboards:import -- <folder> [--dry-run] [--force]

export  writes every dashboard that people made, or those named, as <folder>/<slug>.json.
import  saves every .json file of the folder.
--dry-run  says what would be done, and does nothing.
--force    overwrites what is newer.
HEARTH_URL says which Hearth; http://localhost:3000 where it says nothing.`,
  place: 'folder',
  names: 'slugs',
  run({ command, place, names, api, ...work }) {
    const files = { ...work, remote: remoteDashboards(api), folder: place };
    return command === 'export' ? exportFiles(files, names) : importFiles(files);
  },
};

/** Runs one command; the exit code is as `runFileProgram` has it. */
export function program(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  return runFileProgram(PROGRAM, args, env, say);
}
