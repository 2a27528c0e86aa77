/** Serves what the build made for pages, from memory: a page begins with two dozen of these files, six at a time. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CODINGS } from '@/lib/server/compress-built';

/** Answers a request for a built file; false where it is for something else, and nothing was done. */
export type BuiltFiles = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Where Next has its pages look for them. */
const ADDRESS = '/_next/static/';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/** Bytes are kept from the first time that they are asked for: the whole build is a few MiB. */
class Kept {
  private readonly bytes = new Map<string, Promise<Buffer>>();

  of(file: string): Promise<Buffer> {
    const known = this.bytes.get(file);
    if (known) return known;
    const read = readFile(file);
    this.bytes.set(file, read);
    // what could not be read is tried again
    read.catch(() => this.bytes.delete(file));
    return read;
  }
}

/** Those text files below `folder` (`.next/static`) that the build compressed; all others are left to Next. Their names have a hash of what is in them. */
export async function openBuiltFiles(folder: string): Promise<BuiltFiles> {
  const present = new Set((await readdir(folder, { recursive: true })).map((name) => name.split(path.sep).join('/')));
  const kept = new Kept();
  return async ({ method, url = '', headers }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return false;
    const [address = ''] = url.split('?', 1);
    const name = address.startsWith(ADDRESS) ? address.slice(ADDRESS.length) : '';
    const type = TYPES[path.posix.extname(name)];
    // only names that are there are looked up, so that none can lead out of the folder
    const found = CODINGS.find(({ coding, suffix }) => present.has(name + suffix) && accepts(headers['accept-encoding'], coding));
    if (type === undefined || !found) return false;
    const bytes = await kept.of(path.join(folder, name + found.suffix));
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': found.coding,
      'content-length': bytes.length,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    response.end(method === 'HEAD' ? undefined : bytes);
    return true;
  };
}

/** Whether an Accept-Encoding header (RFC 9110, 12.5.3) lets a coding through, by its name. */
export function accepts(header: string | string[] | undefined, coding: string): boolean {
  return String(header ?? '')
    .toLowerCase()
    .split(',')
    .some((part) => {
      const [name = '', ...rest] = part.split(';').map((piece) => piece.trim());
      return name === coding && !rest.some((piece) => /^q=0(\.0*)?$/.test(piece));
    });
}
