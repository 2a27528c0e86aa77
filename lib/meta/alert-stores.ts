import { channelStore } from '@/lib/meta/alert-channels';
import { deliveryStore } from '@/lib/meta/alert-deliveries';
import { ruleStore } from '@/lib/meta/alert-rules';
import { silenceStore } from '@/lib/meta/alert-silences';
import { alertStateStore } from '@/lib/meta/alert-states';
import type { Meta } from '@/lib/meta/db';
import { OWN_LEASE, openLease } from '@/lib/meta/lease';
import type { AlertStores } from '@/lib/model/alert-store';

/** Evaluations after which PGlite is made to free the rows that they replaced. */
const VACUUM_EVERY = 500;

/** The metadata's database as the place where everything of alerts is kept. `url`: of the server; undefined for an embedded one. */
export function alertStores({ db }: Meta, url: string | undefined): AlertStores {
  return {
    rules: ruleStore(db),
    states: alertStateStore(db, url === undefined ? VACUUM_EVERY : 0),
    deliveries: deliveryStore(db),
    silences: silenceStore(db),
    channels: channelStore(db),
    lease: url === undefined ? OWN_LEASE : openLease(url),
  };
}
