// Programs that the tests need beside Node: found where they usually are, else installed in the way of this machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;
const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const apt = (name) => isDebianRoot() && run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);

/**
 * A Chromium for Playwright: the machine's own, Debian's package, or Playwright's download.
 * @returns {string | undefined} its path; undefined when Playwright brings its own
 */
export function ensureChromium() {
  const found = () => CHROMIUMS.find((file) => existsSync(file));
  if (found()) return found();
  console.log('Installing Chromium …');
  if (apt('chromium') && found()) return found();
  if (run('npx', ['playwright', 'install', '--with-deps', 'chromium'])) return undefined;
  throw new Error('There is no Chromium on this machine and none could be installed: install one, then run this again.');
}

/** PostgreSQL's programs (initdb, postgres, psql): the machine's own or Debian's package. */
export function ensurePostgres() {
  if (hasPostgres()) return;
  console.log('Installing PostgreSQL …');
  if (apt('postgresql') && hasPostgres()) return;
  throw new Error('There is no PostgreSQL on this machine and none could be installed: install it (initdb must be on PATH), then run this again.');
}

function hasPostgres() {
  const debian = '/usr/lib/postgresql';
  const folders = [...(process.env.PATH ?? '').split(':'), ...(existsSync(debian) ? readdirSync(debian).map((version) => path.join(debian, version, 'bin')) : [])];
  return folders.some((folder) => existsSync(path.join(folder, 'initdb')));
}
