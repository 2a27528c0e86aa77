// `npm run dashboards:export -- <folder>` and `npm run dashboards:import -- <folder>`: dashboards as files under version control.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleDashboards } from './bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { dashboardProgram } = await import(await bundleDashboards(root));
process.exitCode = await dashboardProgram(process.argv.slice(2), process.env, (line) => console.log(line));
