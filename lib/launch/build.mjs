// `npm run build`: bundles the server and builds the pages, ahead of the first start (images, slow machines).
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleServer } from './bundle.mjs';

process.env.NEXT_TELEMETRY_DISABLED = '1';
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { buildPages } = await import(await bundleServer(root));
await buildPages(root);
