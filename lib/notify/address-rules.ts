/** Which addresses notifications may go to: public ones, and what the operator allows. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks and host names that the operator allows (HEARTH_NOTIFY_ALLOW). */
export interface AllowList {
  readonly networks: readonly [Address, number][];
  /** In lower case. */
  readonly names: ReadonlySet<string>;
}

export const NOTHING_ALLOWED: AllowList = { networks: [], names: new Set() };

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;

/** Whether `text` is an address, a network such as 10.0.0.0/8, or a host name. */
export function isAllowable(text: string): boolean {
  return networkOf(text) !== undefined || isName(text);
}

/** `10.0.0.999` is a slip, no name. */
function isName(text: string): boolean {
  return HOST_NAME.test(text) && !/^[\d.]+$/.test(text);
}

/** The list of what `isAllowable` takes. */
export function allowListOf(items: readonly string[]): AllowList {
  return {
    networks: items.flatMap((item) => networkOf(item) ?? []).map(([address, bits]) => [address, bits]),
    names: new Set(items.filter((item) => networkOf(item) === undefined && isName(item)).map((item) => item.toLowerCase())),
  };
}

function networkOf(text: string): [[Address, number]] | undefined {
  if (ipaddr.isValidCIDR(text)) return [ipaddr.parseCIDR(text)];
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return [[ipaddr.parse(text), 32]];
  return text.includes(':') && ipaddr.isValid(text) ? [[ipaddr.parse(text), 128]] : undefined;
}

/** Azure's own services answer here, in the middle of public space. */
const PLATFORM = '168.63.129.16';
/** What is routed on the Internet (RFC 4291 §2.4); without this, `::10.0.0.1` and the like would pass. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Why a message may not go to `address`, in words that go after "is": `a private address`; undefined: it may. An IPv4 address that is
 * wrapped in an IPv6 one counts as what it is.
 */
export function refusalOf(address: string, { networks }: AllowList): string | undefined {
  if (!ipaddr.isValid(address)) return 'no address';
  const ip = ipaddr.process(address);
  if (networks.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits))) return undefined;
  const range = ip.range();
  if (range !== 'unicast') return WORDS[range] ?? 'a reserved address';
  if (ip.toString() === PLATFORM) return 'an address of the cloud platform';
  return ip instanceof ipaddr.IPv6 && !ip.match(GLOBAL_IPV6) ? 'a reserved address' : undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  private: 'a private address',
  uniqueLocal: 'a private address',
  loopback: 'a loopback address',
  linkLocal: 'a link-local address',
  carrierGradeNat: 'a carrier-grade NAT address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
  unspecified: 'no address of a machine',
  rfc6052: 'a NAT64 address',
};
