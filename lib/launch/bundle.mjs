// Turns the server's TypeScript into plain modules for Node: the main program and the demo, which runs as a program of its own.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles the server (about 0.1 s, so always afresh); packages stay where npm put them.
 * @param {string} root the project's folder
 * @returns {Promise<string>} the main module's URL
 */
export async function bundleServer(root) {
  const folder = await bundle(root, { main: 'lib/server/main.ts', demo: 'lib/demo/main.ts' });
  return pathToFileURL(path.join(folder, 'main.mjs')).href;
}

/**
 * Bundles a program that writes what people made into files and reads them back.
 * @param {string} root the project's folder
 * @param {'dashboard' | 'alert'} of what is in the files
 * @returns {Promise<string>} its module's URL
 */
export async function bundleProgram(root, of) {
  const folder = await bundle(root, { [`${of}s`]: `lib/server/${of}-program.ts` });
  return pathToFileURL(path.join(folder, `${of}s.mjs`)).href;
}

async function bundle(root, entryPoints) {
  const folder = path.join(root, '.next-server');
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'error',
  });
  return folder;
}
