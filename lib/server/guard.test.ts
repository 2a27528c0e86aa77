import { describe, expect, it } from 'vitest';
import { ownNames, refuseHost, refuseOrigin, refuseSender } from '@/lib/server/guard';

const own = ownNames({ host: '127.0.0.1', allowedHosts: ['hearth.example.com'], machine: ['fe80::1'] });

describe('refuseHost', () => {
  it.each(['localhost:3000', 'LOCALHOST', '127.0.0.1:3000', '[::1]:3000', 'hearth.example.com', '[fe80::1]:80'])(
    'answers to %s',
    (host) => {
      expect(refuseHost({ host }, own)).toBeUndefined();
    },
  );
  it.each(['evil.example', 'localhost.evil.example:3000', '127.0.0.1.evil.example', '', 'localhost:3000@evil.example', '127.0.0.1:3000/x'])(
    'refuses %s',
    (host) => {
      expect(refuseHost({ host }, own)).toMatchObject({ status: 421 });
    },
  );
  it('refuses a request without one', () => {
    expect(refuseHost({}, own)).toMatchObject({ status: 421 });
  });
});

describe('refuseOrigin', () => {
  const host = 'localhost:3000';
  it('lets reading pass', () => {
    expect(refuseOrigin('GET', { host, origin: 'https://evil.example' })).toBeUndefined();
  });
  it('wants the same host and port to change something', () => {
    expect(refuseOrigin('POST', { host, origin: 'http://localhost:3000' })).toBeUndefined();
    expect(refuseOrigin('POST', { host, origin: 'https://localhost:3000' })).toBeUndefined();
  });
  it.each([undefined, 'null', 'http://localhost:3001', 'http://evil.example', 'http://127.0.0.1:3000'])('refuses %s', (origin) => {
    expect(refuseOrigin('POST', origin === undefined ? { host } : { host, origin })).toMatchObject({ status: 403 });
  });
  it.each(['PUT', 'PATCH', 'DELETE', 'post', 'PROPFIND'])('covers %s', (method) => {
    expect(refuseOrigin(method, { host })).toMatchObject({ status: 403 });
  });
});

describe('refuseSender', () => {
  it('lets SDKs without an origin and configured origins pass', () => {
    expect(refuseSender({ host: 'localhost:4318' }, [])).toBeUndefined();
    expect(refuseSender({ host: 'localhost:4318', origin: 'https://app.example.com' }, ['https://app.example.com'])).toBeUndefined();
  });
  it('refuses other pages, those of its own address too', () => {
    expect(refuseSender({ host: 'localhost:3000', origin: 'http://localhost:3000' }, [])).toMatchObject({ status: 403 });
    expect(refuseSender({ host: 'localhost:4318', origin: 'https://evil.example' }, ['https://app.example.com'])).toMatchObject({
      status: 403,
    });
  });
});
