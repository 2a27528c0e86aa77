/** Alerts in one process: what they keep, who evaluates, and what is told of them. */
import type { Run } from '@/lib/alerts/run';
import { nowMillis } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import type { Meta } from '@/lib/meta/db';
import type { AlertStores } from '@/lib/model/alert-store';
import { checkAlerts, lateness } from '@/lib/server/alert-health';
import { startAlertRunner } from '@/lib/server/alert-runner';
import { keepPrebuilt } from '@/lib/server/alerts';
import type { Component } from '@/lib/server/health';
import { log } from '@/lib/server/log';
import { sealAnew, sealedChannels, NOT_OPENED } from '@/lib/server/sealed-channels';
import { secretBox, type SecretBox, type SecretKeys } from '@/lib/server/secret-box';
import type { OwnGauge } from '@/lib/server/own-metrics';

export interface AlertOptions {
  readonly meta: Meta;
  /** Of the PostgreSQL server; undefined for an embedded one. */
  readonly databaseUrl: string | undefined;
  readonly run: Run;
  /** Where people open this Hearth, without a slash at its end. */
  readonly publicUrl: string;
  readonly secretKeys: SecretKeys;
}

/** What the routes work with. */
export interface Alerts extends AlertStores {
  /** Where people open this Hearth, without a slash at its end. */
  readonly publicUrl: string;
  /** A person changed something: what that makes due is evaluated now, and not at the next look. */
  changed(): void;
}

export interface AlertService {
  readonly alerts: Alerts;
  readonly component: Component;
  /** Whether this process evaluates, and does so in time. */
  inTime(): boolean;
  /** Figures since they were asked for last. */
  gauges(): readonly OwnGauge[];
  close(): Promise<void>;
}

/** Keeps the rules that come with Hearth, and begins to evaluate. Throws what the metadata's database throws. */
export async function openAlerts({ meta, databaseUrl, run, publicUrl, secretKeys }: AlertOptions): Promise<AlertService> {
  const stores = await withSealedChannels(alertStores(meta, databaseUrl), secretBox(secretKeys));
  await keepPrebuilt(stores.rules);
  const startedAt = nowMillis();
  const report = (error: unknown) => log().error({ err: error }, 'alerts could not be evaluated');
  const runner = startAlertRunner({ stores, run, publicUrl, report });
  return {
    alerts: { ...stores, publicUrl, changed: () => runner.changed() },
    component: { name: 'alerts', check: () => checkAlerts(stores, runner.known(), startedAt) },
    inTime() {
      const known = runner.known();
      return known !== undefined && lateness(known, startedAt, nowMillis()) === undefined;
    },
    gauges: () => runner.gauges(),
    close: () => runner.close(),
  };
}

async function withSealedChannels(stores: AlertStores, box: SecretBox): Promise<AlertStores> {
  const closed = await sealAnew(stores.channels, box);
  // Hearth starts all the same: telemetry comes in, rules are judged, and what these are to be told waits
  if (closed.length > 0) log().error({ channels: closed }, `channels cannot be told of anything: ${NOT_OPENED}`);
  return { ...stores, channels: sealedChannels(stores.channels, box) };
}
