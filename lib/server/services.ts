/**
 * What the routes and pages work with. The process that composes them (main.ts) and the pages' code are bundled apart, so
 * they meet on globalThis; nothing here imports an engine.
 */
import { assert } from '@/lib/base/assert';
import type { Backend } from '@/lib/model/backend';
import type { AnswerCache } from '@/lib/server/answer-cache';
import type { DemoAction, DemoState, Status } from '@/lib/model/api';
import type { DashboardStore } from '@/lib/model/dashboard-store';
import type { SearchStore } from '@/lib/model/saved-search';
import type { Alerts } from '@/lib/server/alert-service';
import type { ChannelDesk } from '@/lib/server/channel-desk';
import type { Tails } from '@/lib/server/tails';

export interface Services {
  readonly backend: Backend;
  /** The backend's answers, those of a moment ago among them. */
  readonly answers: Pick<AnswerCache, 'ask'>;
  readonly tails: Pick<Tails, 'open'>;
  readonly dashboards: DashboardStore;
  readonly searches: SearchStore;
  readonly alerts: Alerts;
  readonly channels: ChannelDesk;
  status(): Promise<Status>;
  switchDemo(action: DemoAction): Promise<DemoState>;
}

const KEY = Symbol.for('hearth.services');
const shared = globalThis as { [KEY]?: Services };

/** Makes `services` reachable for routes and pages: once, when all is open. */
export function provideServices(services: Services): void {
  shared[KEY] = services;
}

/** The services of this process. Throws before they are provided: the front server lets no page request in until then. */
export function services(): Services {
  const provided = shared[KEY];
  assert(provided, 'services are provided before the first request');
  return provided;
}
