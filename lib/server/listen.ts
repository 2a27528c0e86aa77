import type { Server } from 'node:http';
import { StartupFault } from '@/lib/server/startup-fault';

/** Listens and returns the port. Throws StartupFault when it can't; `variable` is the setting that names the port. */
export function listen(server: Server, host: string, port: number, variable: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(listenFault(cause, host, port, variable)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** The sentence for an address that cannot be listened on. */
export function listenFault(cause: Error, host: string, port: number, variable: string): StartupFault {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartupFault(`Port ${port} is taken: stop the program that has it, or set ${variable} to another port.`);
    case 'EACCES':
      return new StartupFault(`Port ${port} is not this user's to take: set ${variable} to a port above 1023.`);
    case 'EADDRNOTAVAIL':
      return new StartupFault(`${host} is not an address of this machine: set HEARTH_HOST to one that is.`);
    default:
      return new StartupFault(`Hearth cannot listen on ${host}, port ${port}: ${cause.message}.`);
  }
}
