/** Hearth's settings: environment variables, checked once at the start, with a sentence for each that does not fit. */
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '@/lib/base/result';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import { isAllowable } from '@/lib/notify/address-rules';
import { mailboxOf } from '@/lib/notify/mailbox';
import type { SecretKeys } from '@/lib/server/secret-box';

/** A whole number within bounds, from text. */
function whole(name: string, from: number, to: number, fallback: number) {
  const sentence = `${name} must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d+$/, sentence)
    .transform(Number)
    .refine((value) => value >= from && value <= to, sentence)
    .default(fallback);
}

function flag(name: string) {
  return z
    .enum(['true', 'false'], { error: `${name} must be true or false` })
    .transform((value) => value === 'true')
    .default(false);
}

function url(name: string, protocols: readonly string[], example: string) {
  const sentence = `${name} must be a URL such as ${example}`;
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), sentence)
    .optional();
}

function list(name: string, fits: (item: string) => boolean, what: string) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(fits), `${name} must be ${what}, separated by commas`);
}

/** 32 bytes. */
const KEY_TEXT = '32 bytes in base64, as `openssl rand -base64 32` makes them';
const isKey = (text: string) => /^[A-Za-z0-9+/]{43}=$/.test(text);
const keyOf = (text: string) => Buffer.from(text, 'base64');

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

const Variables = z.object({
  PORT: whole('PORT', 0, 65_535, 3000),
  HEARTH_HOST: z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || host === 'localhost',
      'HEARTH_HOST must be an IP address to listen on, such as 127.0.0.1 or 0.0.0.0',
    )
    .default('127.0.0.1'),
  HEARTH_UNSAFE_OPEN: flag('HEARTH_UNSAFE_OPEN'),
  HEARTH_ALLOWED_HOSTS: list('HEARTH_ALLOWED_HOSTS', (host) => /^[a-z0-9.-]+$/i.test(host), 'host names without port').default([]),
  HEARTH_OTLP_HTTP_PORT: whole('HEARTH_OTLP_HTTP_PORT', 0, 65_535, 4318),
  HEARTH_OTLP_GRPC_PORT: whole('HEARTH_OTLP_GRPC_PORT', 0, 65_535, 4317),
  HEARTH_DATA_DIR: z.string().min(1, 'HEARTH_DATA_DIR must name a folder').default('.hearth'),
  HEARTH_RETENTION_DAYS_TRACES: whole('HEARTH_RETENTION_DAYS_TRACES', 1, 3_650, 30),
  HEARTH_RETENTION_DAYS_LOGS: whole('HEARTH_RETENTION_DAYS_LOGS', 1, 3_650, 30),
  HEARTH_RETENTION_DAYS_METRICS: whole('HEARTH_RETENTION_DAYS_METRICS', 1, 3_650, 30),
  HEARTH_CLICKHOUSE_URL: url('HEARTH_CLICKHOUSE_URL', ['http:', 'https:'], 'http://user:password@clickhouse:8123/default'),
  HEARTH_DATABASE_URL: url('HEARTH_DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@postgres:5432/hearth'),
  HEARTH_TENANT_KEYS: list('HEARTH_TENANT_KEYS', (key) => /^[\w.\-/]+$/.test(key), 'attribute keys such as tenant.id').default([
    ...DEFAULT_TENANT_KEYS,
  ]),
  HEARTH_CORS_ORIGINS: list('HEARTH_CORS_ORIGINS', isOrigin, 'origins such as https://app.example.com').default([]),
  HEARTH_MAX_REQUEST_MIB: whole('HEARTH_MAX_REQUEST_MIB', 1, 1_024, 64),
  HEARTH_PUBLIC_URL: url('HEARTH_PUBLIC_URL', ['http:', 'https:'], 'https://hearth.example.com'),
  HEARTH_SMTP_URL: url('HEARTH_SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@mail.example.com:587'),
  HEARTH_SMTP_FROM: z
    .string()
    .refine((text) => mailboxOf(text) !== undefined, 'HEARTH_SMTP_FROM must be an address such as Hearth <hearth@example.com>')
    .optional(),
  HEARTH_NOTIFY_ALLOW: list('HEARTH_NOTIFY_ALLOW', isAllowable, 'networks such as 10.0.0.0/8 and host names').default([]),
  HEARTH_SECRET_KEY: z.string().refine(isKey, `HEARTH_SECRET_KEY must be ${KEY_TEXT}`).optional(),
  HEARTH_SECRET_KEY_OLD: list('HEARTH_SECRET_KEY_OLD', isKey, KEY_TEXT).default([]),
  HEARTH_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'HEARTH_LOG_LEVEL must be debug, info, warn or error' })
    .default('info'),
});

/** Names of all settings. */
export const ENV_NAMES: readonly string[] = Object.keys(Variables.shape);

export interface Env {
  /** Pages and API. 0 means any free port. */
  readonly port: number;
  readonly host: string;
  readonly unsafeOpen: boolean;
  /** More names that this Hearth is reached by. */
  readonly allowedHosts: readonly string[];
  readonly otlpHttpPort: number;
  readonly otlpGrpcPort: number;
  /** Absolute. */
  readonly dataFolder: string;
  readonly retentionDays: { readonly traces: number; readonly logs: number; readonly metrics: number };
  readonly clickhouseUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly tenantKeys: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Of an OTLP request, decompressed. */
  readonly maxRequestBytes: number;
  /** Where people reach this Hearth, without a trailing slash: for links in messages. Its own address where it is left out. */
  readonly publicUrl: string | undefined;
  /** The server that takes e-mail, and whom it comes from; none: no e-mail is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** Networks and host names that notifications may go to beside public addresses. */
  readonly notifyAllow: readonly string[];
  /** What seals the secrets of channels where they are kept; without a current one they lie open. */
  readonly secretKeys: SecretKeys;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether only programs on this machine can reach `host`. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host.startsWith('127.');
}

/**
 * Reads the settings from `variables` (process.env); relative folders count from `root`. An empty variable counts as
 * unset. Fails with a sentence for each variable that does not fit.
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>, root: string): Result<Env, string[]> {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => name in Variables.shape && value !== '' && value !== undefined),
  );
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        const secret = /_URL$|^HEARTH_SECRET/.test(name); // a URL may hold a password
        return secret ? `${issue.message}.` : `${issue.message}; it is "${given[name] ?? ''}".`;
      }),
    );
  }
  const values = parsed.data;
  if (!isLoopback(values.HEARTH_HOST) && !values.HEARTH_UNSAFE_OPEN) {
    return fail([
      `HEARTH_HOST is ${values.HEARTH_HOST}, which other machines can reach, and Hearth has no accounts yet: set HEARTH_UNSAFE_OPEN=true if everyone who reaches it may read and change everything.`,
    ]);
  }
  if ((values.HEARTH_SMTP_URL === undefined) !== (values.HEARTH_SMTP_FROM === undefined)) {
    return fail(['HEARTH_SMTP_URL and HEARTH_SMTP_FROM belong together: set both to send e-mail, or neither.']);
  }
  return ok({
    port: values.PORT,
    host: values.HEARTH_HOST,
    unsafeOpen: values.HEARTH_UNSAFE_OPEN,
    allowedHosts: values.HEARTH_ALLOWED_HOSTS,
    otlpHttpPort: values.HEARTH_OTLP_HTTP_PORT,
    otlpGrpcPort: values.HEARTH_OTLP_GRPC_PORT,
    dataFolder: path.resolve(root, values.HEARTH_DATA_DIR),
    retentionDays: {
      traces: values.HEARTH_RETENTION_DAYS_TRACES,
      logs: values.HEARTH_RETENTION_DAYS_LOGS,
      metrics: values.HEARTH_RETENTION_DAYS_METRICS,
    },
    clickhouseUrl: values.HEARTH_CLICKHOUSE_URL,
    databaseUrl: values.HEARTH_DATABASE_URL,
    tenantKeys: values.HEARTH_TENANT_KEYS,
    corsOrigins: values.HEARTH_CORS_ORIGINS,
    maxRequestBytes: values.HEARTH_MAX_REQUEST_MIB * 2 ** 20,
    publicUrl: values.HEARTH_PUBLIC_URL?.replace(/\/+$/, ''),
    smtp: values.HEARTH_SMTP_URL && values.HEARTH_SMTP_FROM ? { url: values.HEARTH_SMTP_URL, from: values.HEARTH_SMTP_FROM } : undefined,
    notifyAllow: values.HEARTH_NOTIFY_ALLOW,
    secretKeys: {
      current: values.HEARTH_SECRET_KEY === undefined ? undefined : keyOf(values.HEARTH_SECRET_KEY),
      old: values.HEARTH_SECRET_KEY_OLD.map(keyOf),
    },
    logLevel: values.HEARTH_LOG_LEVEL,
  });
}
