/** Business metrics: who uses it, what they get, what it costs, and how much they may. */
import { BY_TENANT, USAGE } from '@/lib/dashboards/catalog/business-usage';
import { MODELS } from '@/lib/dashboards/catalog/business-models';
import { choice, CHOICES, metricNamed, panel, spelled } from '@/lib/dashboards/catalog/panels';
import type { Dashboard, Section } from '@/lib/model/dashboard';

/** Namespaces of the semantic conventions, of runtimes, collectors and Hearth, and the names that other panels read. */
const KNOWN_NAMESPACES = [
  'http',
  'rpc',
  'db',
  'messaging',
  'gen_ai',
  'system',
  'process',
  'container',
  'k8s',
  'host',
  'jvm',
  'nodejs',
  'v8js',
  'cpython',
  'dotnet',
  'aspnetcore',
  'kestrel',
  'go',
  'python',
  'asgi',
  'faas',
  'dns',
  'otel',
  'otelcol',
  'otlp',
  'scrape',
  'target',
  'hearth',
  'stream',
  'streams',
  'highlight',
  'highlights',
  'processing',
  'task',
  'queue',
  'quota',
  'api',
  'events',
  'redis',
  'sse',
].flatMap((name) => [`${name}.`, `${name}_`]);

const OWN: Section = {
  title: 'Metrics of your own',
  folded: false,
  panels: [
    panel(
      'own-metrics',
      'Metrics outside the known namespaces',
      [0, 0, 12, 7],
      { kind: 'nothing' },
      { kind: 'metrics', except: KNOWN_NAMESPACES },
      {
        note: 'everything else that arrived',
        empty: 'No metric of your own has arrived. Any counter, gauge or histogram that you send is listed here.',
      },
    ),
  ],
};

export const BUSINESS_METRICS: Dashboard = {
  version: 2,
  slug: 'business-metrics',
  title: 'Business metrics',
  description: 'Who uses it, what they get out of it, what it costs, and how near they are to their quotas.',
  prebuilt: true,
  folder: '',
  tags: [],
  variables: [
    ...CHOICES,
    choice('model'),
    metricNamed('usage', 'API usage', ...spelled(['api.usage', 'api.calls', 'api.requests'], '_total')),
    metricNamed('started', 'streams started', ...spelled(['streams.started', 'stream.started', 'highlights.streams.started'], '_total')),
    metricNamed(
      'detected',
      'highlights detected',
      ...spelled(['highlights.detected', 'highlight.detected', 'highlights.created'], '_total'),
    ),
    metricNamed(
      'cost',
      'stream cost',
      ...spelled(['stream.cost', 'streams.cost', 'highlights.stream.cost'], '_usd', '_usd_total', '_total'),
    ),
    metricNamed('tokens', 'model tokens', ...spelled(['gen_ai.client.token.usage', 'gen_ai.usage.tokens', 'llm.tokens'])),
    metricNamed('quotaUsed', 'quota used', ...spelled(['quota.used', 'quota.usage'])),
    metricNamed('quotaLimit', 'quota limit', ...spelled(['quota.limit'])),
    metricNamed('quotaExceeded', 'quota exceeded', ...spelled(['quota.exceeded', 'quota.exceeded.events'], '_total')),
  ],
  sections: [USAGE, BY_TENANT, MODELS, OWN],
};
