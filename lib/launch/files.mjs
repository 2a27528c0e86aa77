// `npm run dashboards:export -- <folder>`, `npm run alerts:import -- <file>` and their like: what people made as files under version control.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from './bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const [of, ...args] = process.argv.slice(2);
const { program } = await import(await bundleProgram(root, of === 'alerts' ? 'alert' : 'dashboard'));
process.exitCode = await program(args, process.env, (line) => console.log(line));
