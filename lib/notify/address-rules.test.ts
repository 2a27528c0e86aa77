import { describe, expect, it } from 'vitest';
import { allowListOf, isAllowable, NOTHING_ALLOWED, refusalOf } from '@/lib/notify/address-rules';

describe('refusalOf', () => {
  it.each([
    ['10.1.2.3', 'a private address'],
    ['172.16.0.1', 'a private address'],
    ['172.31.255.255', 'a private address'],
    ['192.168.0.1', 'a private address'],
    ['127.0.0.1', 'a loopback address'],
    ['127.255.0.1', 'a loopback address'],
    ['169.254.169.254', 'a link-local address'],
    ['100.64.0.1', 'a carrier-grade NAT address'],
    ['100.100.100.200', 'a carrier-grade NAT address'],
    ['0.0.0.0', 'no address of a machine'],
    ['0.1.2.3', 'no address of a machine'],
    ['224.0.0.1', 'a multicast address'],
    ['255.255.255.255', 'a broadcast address'],
    ['240.0.0.1', 'a reserved address'],
    ['192.0.0.192', 'a reserved address'],
    ['198.18.0.1', 'a reserved address'],
    ['168.63.129.16', 'an address of the cloud platform'],
    ['::', 'no address of a machine'],
    ['::1', 'a loopback address'],
    ['fe80::1', 'a link-local address'],
    ['fd00:ec2::254', 'a private address'],
    ['ff02::1', 'a multicast address'],
    ['fec0::1', 'a reserved address'],
    ['::ffff:10.0.0.1', 'a private address'],
    ['::ffff:7f00:1', 'a loopback address'],
    ['::ffff:169.254.169.254', 'a link-local address'],
    ['::10.0.0.1', 'a private address'],
    ['::7f00:1', 'a reserved address'],
    ['::101:101', 'a reserved address'],
    ['64:ff9b::10.0.0.1', 'a NAT64 address'],
    ['64:ff9b:1::10.0.0.1', 'a NAT64 address'],
    ['2002:7f00:1::', 'a reserved address'],
    ['2001::1', 'a reserved address'],
    ['100::1', 'a reserved address'],
    ['2001:db8::1', 'a reserved address'],
    ['::ffff:0:10.0.0.1', 'a reserved address'],
    ['not an address', 'no address'],
  ])('refuses %s: %s', (address, refusal) => expect(refusalOf(address, NOTHING_ALLOWED)).toBe(refusal));

  it.each(['1.1.1.1', '172.32.0.1', '100.63.255.255', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('lets %s through', (address) =>
    expect(refusalOf(address, NOTHING_ALLOWED)).toBeUndefined(),
  );

  it('lets through what the operator allows, and nothing beside it', () => {
    const allow = allowListOf(['10.0.0.0/8', '192.168.1.5', 'fd00::/8']);
    expect(['10.9.9.9', '::ffff:10.9.9.9', '192.168.1.5', 'fd12::1'].map((address) => refusalOf(address, allow))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(refusalOf('192.168.1.6', allow)).toBe('a private address');
    expect(refusalOf('127.0.0.1', allow)).toBe('a loopback address');
  });
});

describe('isAllowable', () => {
  it.each(['10.0.0.0/8', 'fd00::/8', '::1', '127.0.0.1', 'localhost', 'alerts.internal', 'mail_relay'])('takes %s', (text) =>
    expect(isAllowable(text)).toBe(true),
  );
  it.each(['10.0.0.0/33', '10.0.0.999', '10.0.0', 'https://a', 'a b', '*.internal', '-a', 'fd00::/129'])('refuses %s', (text) =>
    expect(isAllowable(text)).toBe(false),
  );
});
