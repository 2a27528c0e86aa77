/** The names and addresses that this Hearth has. */
import { hostname, networkInterfaces } from 'node:os';
import { isLoopback, type Env } from '@/lib/server/env';

export interface Ports {
  readonly app: number;
  readonly http: number;
  readonly grpc: number;
}

/** Base URLs without a trailing slash. */
export interface Addresses {
  readonly app: string;
  readonly http: string;
  readonly grpc: string;
}

const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The name that people and senders reach this Hearth by. */
export function publicName({ host, allowedHosts }: Pick<Env, 'host' | 'allowedHosts'>): string {
  if (host === '127.0.0.1') return 'localhost';
  if (isLoopback(host)) return bracketed(host);
  return allowedHosts[0] ?? (EVERY_ADDRESS.has(host) ? hostname() : bracketed(host));
}

/** Where the receivers and the app are, for people and senders. */
export function addressesOf(env: Pick<Env, 'host' | 'allowedHosts'>, ports: Ports): Addresses {
  const at = (port: number) => `http://${publicName(env)}:${port}`;
  return { app: at(ports.app), http: at(ports.http), grpc: at(ports.grpc) };
}

/** Where this process reaches its own OTLP/HTTP receiver. */
export function ownReceiver(host: string, port: number): string {
  return `http://${EVERY_ADDRESS.has(host) ? '127.0.0.1' : bracketed(host)}:${port}`;
}

/** The machine's names and addresses that `host` listens on; none when only loopback does. */
export function machineNames(host: string): string[] {
  if (isLoopback(host)) return [];
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return [hostname(), ...addresses.map(({ address }) => address)];
}
