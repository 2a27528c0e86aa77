/**
 * Keeps web pages out while there are no accounts: a request must name this Hearth in its Host header (else a page could
 * reach it through a DNS name that it points at 127.0.0.1), and one that changes something must come from Hearth's own
 * pages (same-origin Origin). Pure: the servers ask before they do anything else.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface OwnNames {
  /** Host names and addresses, lower case, IPv6 in brackets, without port. */
  readonly hosts: ReadonlySet<string>;
}

export interface Refusal {
  readonly status: 403 | 421;
  readonly message: string;
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The names that are this Hearth's own: loopback, what it listens on, the machine's own addresses if open, and those allowed. */
export function ownNames(settings: { host: string; allowedHosts: readonly string[]; machine: readonly string[] }): OwnNames {
  const bracket = (name: string) => (name.includes(':') && !name.startsWith('[') ? `[${name}]` : name).toLowerCase();
  return { hosts: new Set([...LOOPBACK_NAMES, settings.host, ...settings.allowedHosts, ...settings.machine].map(bracket)) };
}

/** The host of a Host header without its port, lower case; undefined when the header is no host. */
function hostName(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1]?.toLowerCase();
}

/** Why a request with this Host must not be answered; undefined when it may. */
export function refuseHost(headers: IncomingHttpHeaders, own: OwnNames): Refusal | undefined {
  const host = hostName(headers.host);
  if (host !== undefined && own.hosts.has(host)) return undefined;
  return {
    status: 421,
    message: `This Hearth does not answer to the host ${JSON.stringify(headers.host ?? '')}. Add the name to HEARTH_ALLOWED_HOSTS if it is its own.`,
  };
}

/**
 * Why a state-changing request must not be answered; undefined when it may. It needs an Origin whose host and port are
 * those of the Host header: browsers send one with every POST, and other clients can. Protocol is left open, since a
 * proxy may speak TLS in front.
 */
export function refuseOrigin(method: string, headers: IncomingHttpHeaders): Refusal | undefined {
  if (READING.has(method)) return undefined;
  const origin = headers.origin;
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === headers.host?.toLowerCase()) return undefined;
  return {
    status: 403,
    message:
      origin === undefined
        ? 'A request that changes something needs an Origin header with the address of this Hearth.'
        : `A page of ${JSON.stringify(origin)} may not change anything here.`,
  };
}

/** Why an OTLP request from a web page must not be answered: its origin is not a configured one. Hearth's own pages send none. */
export function refuseSender(headers: IncomingHttpHeaders, corsOrigins: readonly string[]): Refusal | undefined {
  const origin = headers.origin;
  if (origin === undefined || corsOrigins.includes(origin)) return undefined;
  return {
    status: 403,
    message: `Pages of ${JSON.stringify(origin)} may not send telemetry here. Add the origin to HEARTH_CORS_ORIGINS to allow them.`,
  };
}
