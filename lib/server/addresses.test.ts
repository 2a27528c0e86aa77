import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { addressesOf, machineNames, ownReceiver } from '@/lib/server/addresses';

it.each([
  ['127.0.0.1', [], 'localhost'],
  ['127.0.0.2', [], '127.0.0.2'],
  ['::1', [], '[::1]'],
  ['192.168.1.5', [], '192.168.1.5'],
  ['0.0.0.0', [], hostname()],
  ['0.0.0.0', ['hearth.example.com'], 'hearth.example.com'],
])('listening on %s with %j allowed, people come to %s', (host, allowedHosts, name) => {
  expect(addressesOf({ host, allowedHosts }, { app: 1, http: 2, grpc: 3 })).toEqual({
    app: `http://${name}:1`,
    http: `http://${name}:2`,
    grpc: `http://${name}:3`,
  });
});

it.each([
  ['127.0.0.1', 'http://127.0.0.1:4318'],
  ['0.0.0.0', 'http://127.0.0.1:4318'],
  ['::', 'http://127.0.0.1:4318'],
  ['::1', 'http://[::1]:4318'],
  ['192.168.1.5', 'http://192.168.1.5:4318'],
])('listening on %s, the process itself sends to %s', (host, address) => {
  expect(ownReceiver(host, 4318)).toBe(address);
});

it('has no names beyond loopback while only loopback is listened on', () => {
  expect(machineNames('127.0.0.1')).toEqual([]);
  expect(machineNames('0.0.0.0')).toContain(hostname());
});
