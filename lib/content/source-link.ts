/**
 * Where a line of code is in its repository's pages. Everything in the address comes from telemetry, which anybody may have
 * sent: the address is built from checked parts and is https or nothing.
 */
import type { Attribute } from '@/lib/model/attribute';

/** A repository at one revision, as the resource names it (`vcs.*`, and Logfire's `logfire.code.*`). */
export interface Repository {
  /** `https://github.com/acme/shop`, without an end slash. */
  readonly address: string;
  readonly site: 'github' | 'gitlab' | 'bitbucket';
  readonly revision: string;
  /** The folder of the repository in which the code runs; '' for its root. */
  readonly root: string;
  /** Where that folder is on the machine; '' where it is not known. */
  readonly workFolder: string;
}

/** `git@github.com:acme/shop.git` */
const SSH = /^(?:ssh:\/\/)?git@([\w.-]+)[:/](.+)$/;
const NAME = /^[\w.~-]+$/;
const REVISION = /^[\w.][\w./+-]*$/;

function siteOf(host: string, provider: string): Repository['site'] | undefined {
  for (const site of ['github', 'gitlab', 'bitbucket'] as const) {
    if (provider === site || host.split('.').includes(site)) return site;
  }
  return undefined;
}

function addressOf(text: string): { host: string; address: string } | undefined {
  const [, sshHost, sshPath] = SSH.exec(text) ?? [];
  let url: URL;
  try {
    url = new URL(sshHost === undefined ? text : `https://${sshHost}/${sshPath ?? ''}`);
  } catch {
    // not an address: there is nothing to link to
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const names = url.pathname
    .replace(/\.git\/?$/, '')
    .split('/')
    .filter((name) => name !== '');
  if (names.length < 2 || !names.every((name) => NAME.test(name) && !/^\.+$/.test(name))) return undefined;
  return { host: url.hostname, address: `https://${url.host}/${names.join('/')}` };
}

/** The repository that a resource names. Undefined when it names none, or one whose pages we do not know. */
export function repositoryOf(resource: readonly Attribute[]): Repository | undefined {
  const value = (...keys: string[]): string => resource.find(({ key, text }) => keys.includes(key) && text !== '')?.text ?? '';
  const found = addressOf(value('vcs.repository.url.full'));
  const revision = value('vcs.repository.ref.revision', 'vcs.ref.head.revision');
  const site = found && siteOf(found.host, value('vcs.provider.name'));
  if (!found || !site || !REVISION.test(revision) || revision.includes('..')) return undefined;
  return { address: found.address, site, revision, root: value('logfire.code.root_path'), workFolder: value('logfire.code.work_dir') };
}

/** The path of a file within the repository. Undefined for one that is not in it, or not known to be. */
function pathIn(repository: Repository, file: string): string[] | undefined {
  const unix = file.replaceAll('\\', '/');
  const folder = repository.workFolder.replaceAll('\\', '/').replace(/\/+$/, '');
  const inside = folder !== '' && unix.startsWith(`${folder}/`);
  const local = inside ? unix.slice(folder.length + 1) : unix;
  if (local === '' || /^(?:\/|[A-Za-z]:|<|\w+:)/.test(local)) return undefined;
  const names = [...repository.root.split('/'), ...local.split('/')].filter((name) => name !== '' && name !== '.');
  return names.includes('..') || local.startsWith('~') ? undefined : names;
}

/** The https address of a line of a file. Undefined when the file is not known to be in the repository. */
export function sourceLink(repository: Repository | undefined, file: string, line: number | undefined): string | undefined {
  const names = repository && pathIn(repository, file);
  if (!repository || !names) return undefined;
  const path = names.map(encodeURIComponent).join('/');
  const revision = repository.revision.split('/').map(encodeURIComponent).join('/');
  const at = line === undefined || !Number.isSafeInteger(line) ? '' : String(line);
  switch (repository.site) {
    case 'github':
      return `${repository.address}/blob/${revision}/${path}${at && `#L${at}`}`;
    case 'gitlab':
      return `${repository.address}/-/blob/${revision}/${path}${at && `#L${at}`}`;
    case 'bitbucket':
      return `${repository.address}/src/${revision}/${path}${at && `#lines-${at}`}`;
  }
}
