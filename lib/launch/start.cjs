// `npm start`. CommonJS on purpose: it runs before anything has touched libuv's thread pool, whose size is read at its first
// use. The embedded engines run their queries on that pool, beside file reads; four threads (the default) are too few.
process.env.UV_THREADPOOL_SIZE ??= '16';
process.env.NEXT_TELEMETRY_DISABLED = '1';

const { existsSync } = require('node:fs');
const path = require('node:path');
const root = path.resolve(__dirname, '../..');
const needed = require(path.join(root, 'package.json')).engines.node.replace('>=', '');

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function older(version, than) {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 2; part += 1) if (a[part] !== (b[part] ?? 0)) return a[part] < (b[part] ?? 0);
  return false;
}

if (older(process.versions.node, needed)) stop(`Hearth needs Node ${needed} or newer; this is ${process.versions.node}.`);
if (!existsSync(path.join(root, 'node_modules/next'))) stop('The dependencies are not installed: run `npm ci` first.');

import('./bundle.mjs')
  .then(({ bundleServer }) => bundleServer(root))
  .then((file) => import(file))
  .then(({ main }) => main({ root, args: process.argv.slice(2) }))
  .catch((cause) => {
    console.error(cause);
    process.exit(1);
  });
