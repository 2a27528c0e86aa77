/** The folder that holds everything: made when missing, and owned by one process at a time. */
import { constants } from 'node:fs';
import { access, mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupFault } from '@/lib/server/startup-fault';

export interface DataFolder {
  release(): Promise<void>;
}

// the longest path that a unix socket can have is 107 bytes (Linux) or 103 (macOS)
const MAX_SOCKET_PATH = 100;

/** Makes sure of `folder` and takes its lock. Throws StartupFault: cannot be made, cannot be written, or in use. */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new StartupFault(
      `The data folder ${folder} cannot be read and written (${code}): set HEARTH_DATA_DIR to a folder that this user may use.`,
    );
  }
  // A lock that a killed process cannot leave behind: somebody answers on the socket, or nobody holds it.
  const inside = path.join(folder, 'hearth.lock');
  const socket =
    inside.length <= MAX_SOCKET_PATH
      ? inside
      : path.join(tmpdir(), `hearth-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.lock`);
  if (await answers(socket)) throw inUse(folder);
  await rm(socket, { force: true });
  const server = createServer((connection) => connection.end());
  await listen(server, socket).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EADDRINUSE'
      ? inUse(folder)
      : new StartupFault(
          `The data folder ${folder} cannot be locked (${cause.code ?? cause.message}): it must be on a file system that has sockets.`,
        );
  });
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function inUse(folder: string): StartupFault {
  return new StartupFault(
    `The data folder ${folder} is in use by another Hearth: stop that one, or set HEARTH_DATA_DIR to another folder.`,
  );
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket);
    client.once('connect', () => resolve(true)).once('error', () => resolve(false));
    client.once('connect', () => client.destroy());
  });
}

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(socket, () => resolve());
  });
}
