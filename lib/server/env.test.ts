import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENV_NAMES, readEnv } from '@/lib/server/env';

const root = '/srv/hearth';

describe('readEnv', () => {
  it('has a default for everything', () => {
    const env = readEnv({}, root);
    expect(env).toEqual({
      ok: true,
      value: {
        port: 3000,
        host: '127.0.0.1',
        unsafeOpen: false,
        allowedHosts: [],
        otlpHttpPort: 4318,
        otlpGrpcPort: 4317,
        dataFolder: '/srv/hearth/.hearth',
        retentionDays: { traces: 30, logs: 30, metrics: 30 },
        clickhouseUrl: undefined,
        databaseUrl: undefined,
        tenantKeys: ['tenant.id', 'tenant_id', 'account_id', 'organization_id', 'organization.id'],
        corsOrigins: [],
        maxRequestBytes: 67_108_864,
        publicUrl: undefined,
        smtp: undefined,
        notifyAllow: [],
        secretKeys: { current: undefined, old: [] },
        logLevel: 'info',
      },
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readEnv({ PORT: '', HEARTH_DATABASE_URL: '' }, root)).toMatchObject({ ok: true, value: { port: 3000, databaseUrl: undefined } });
  });

  const wrong: [Record<string, string>, string][] = [
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535; it is "abc".'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535; it is "65536".'],
    [{ HEARTH_OTLP_GRPC_PORT: '-1' }, 'HEARTH_OTLP_GRPC_PORT must be a whole number from 0 to 65535; it is "-1".'],
    [{ HEARTH_RETENTION_DAYS_LOGS: '0' }, 'HEARTH_RETENTION_DAYS_LOGS must be a whole number from 1 to 3650; it is "0".'],
    [{ HEARTH_UNSAFE_OPEN: 'yes' }, 'HEARTH_UNSAFE_OPEN must be true or false; it is "yes".'],
    [{ HEARTH_HOST: 'my-box' }, 'HEARTH_HOST must be an IP address to listen on, such as 127.0.0.1 or 0.0.0.0; it is "my-box".'],
    [{ HEARTH_SMTP_FROM: 'nobody' }, 'HEARTH_SMTP_FROM must be an address such as Hearth <hearth@example.com>; it is "nobody".'],
    [
      { HEARTH_NOTIFY_ALLOW: '10.0.0.0/33' },
      'HEARTH_NOTIFY_ALLOW must be networks such as 10.0.0.0/8 and host names, separated by commas; it is "10.0.0.0/33".',
    ],
    [
      { HEARTH_CORS_ORIGINS: 'https://a.example,b.example' },
      'HEARTH_CORS_ORIGINS must be origins such as https://app.example.com, separated by commas; it is "https://a.example,b.example".',
    ],
  ];
  it.each(wrong)('explains %j', (variables, sentence) => {
    expect(readEnv(variables, root)).toEqual({ ok: false, error: [sentence] });
  });

  it('takes keys of 32 bytes, and never repeats one that does not fit', () => {
    const [one, two] = [1, 2].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer];
    const variables = { HEARTH_SECRET_KEY: one.toString('base64'), HEARTH_SECRET_KEY_OLD: `${two.toString('base64')}, ` };
    expect(readEnv(variables, root)).toMatchObject({ ok: true, value: { secretKeys: { current: one, old: [two] } } });
    const must = 'must be 32 bytes in base64, as `openssl rand -base64 32` makes them';
    expect(readEnv({ HEARTH_SECRET_KEY: 'hunter2' }, root)).toEqual({ ok: false, error: [`HEARTH_SECRET_KEY ${must}.`] });
    expect(readEnv({ HEARTH_SECRET_KEY_OLD: 'hunter2' }, root)).toEqual({
      ok: false,
      error: [`HEARTH_SECRET_KEY_OLD ${must}, separated by commas.`],
    });
  });

  it('never repeats a URL that may hold a password', () => {
    const result = readEnv({ HEARTH_DATABASE_URL: 'mysql://root:secret@db/x' }, root);
    expect(result).toEqual({
      ok: false,
      error: ['HEARTH_DATABASE_URL must be a URL such as postgres://user:password@postgres:5432/hearth.'],
    });
  });

  it('reads what notifications need', () => {
    const variables = {
      HEARTH_PUBLIC_URL: 'https://hearth.example.com/',
      HEARTH_SMTP_URL: 'smtp://user:password@mail.example.com:587',
      HEARTH_SMTP_FROM: 'Hearth <hearth@example.com>',
      HEARTH_NOTIFY_ALLOW: '10.0.0.0/8, fd00::/8,alertmanager.internal',
    };
    expect(readEnv(variables, root)).toMatchObject({
      ok: true,
      value: {
        publicUrl: 'https://hearth.example.com',
        smtp: { url: 'smtp://user:password@mail.example.com:587', from: 'Hearth <hearth@example.com>' },
        notifyAllow: ['10.0.0.0/8', 'fd00::/8', 'alertmanager.internal'],
      },
    });
    expect(readEnv({ HEARTH_SMTP_URL: 'smtp://mail' }, root)).toEqual({
      ok: false,
      error: ['HEARTH_SMTP_URL and HEARTH_SMTP_FROM belong together: set both to send e-mail, or neither.'],
    });
  });

  it('names every variable that does not fit', () => {
    const result = readEnv({ PORT: 'x', HEARTH_LOG_LEVEL: 'loud' }, root);
    expect(result.ok ? [] : result.error).toHaveLength(2);
  });

  it('stays on loopback unless told twice', () => {
    expect(readEnv({ HEARTH_HOST: '0.0.0.0' }, root)).toMatchObject({
      ok: false,
      error: [expect.stringContaining('HEARTH_UNSAFE_OPEN=true')],
    });
    expect(readEnv({ HEARTH_HOST: '0.0.0.0', HEARTH_UNSAFE_OPEN: 'true' }, root)).toMatchObject({ ok: true });
    expect(readEnv({ HEARTH_HOST: '127.0.0.2' }, root)).toMatchObject({ ok: true });
  });
});

describe('what is written about the settings', () => {
  const example = readFileSync('.env.example', 'utf8');

  it('.env.example lists each of them, and nothing else, with values that fit', () => {
    const listed = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
    expect(Object.keys(listed).sort()).toEqual([...ENV_NAMES].sort());
    // the values there are the defaults
    expect(readEnv(listed, root)).toEqual(readEnv({}, root));
  });

  it('the README names each of them', () => {
    const readme = readFileSync('README.md', 'utf8').replace(
      '`…_LOGS` · `…_METRICS`',
      '`HEARTH_RETENTION_DAYS_LOGS` `HEARTH_RETENTION_DAYS_METRICS`',
    );
    expect(ENV_NAMES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
