/** Every panel of the prebuilt dashboards on a real engine, with what the demo sends and no set-up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClickhouse, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { DAY, HOUR, MINUTE, SECOND, millis, nowMillis, type TimeRange } from '@/lib/base/time';
import { alternativesOf, specsOf } from '@/lib/dashboards/ask-specs';
import { findDashboard } from '@/lib/dashboards/catalog';
import { CATALOG } from '@/lib/dashboards/catalog-list';
import { resolveChoices } from '@/lib/dashboards/choices';
import { BACKFILL } from '@/lib/demo/clock';
import { OtlpWriter } from '@/lib/demo/emit/otlp-writer';
import { Traffic } from '@/lib/demo/traffic';
import type { Answer } from '@/lib/model/answer';
import type { Panel } from '@/lib/model/dashboard';
import { OWN_METRICS } from '@/lib/model/own-metrics';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import { createReceiver } from '@/lib/otlp/receive';
import { bind } from '@/lib/query/bind';
import { unsupported } from '@/lib/query/unsupported';

const retentionDays = { traces: 30, logs: 30, metrics: 30 };
const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'hearth-catalog-'));
/** Live play began at the last noon (UTC) of which two hours are over: by night too few tasks run for one to fail in each sample. */
const live = Math.floor((nowMillis() - 14 * HOUR) / DAY) * DAY + 12 * HOUR;
const start = millis(live - BACKFILL);
const range: TimeRange = { from: millis(live), to: millis(live + HOUR) };
/** Minutes of live play of which six seconds are sent: one in each incident, and some between. */
const MINUTES = [1, 5, 12, 18, 24, 29, 36, 40, 47, 51, 57];

let backend: ClickhouseBackend;
let metrics: ReadonlySet<string>;

beforeAll(async () => {
  backend = await openClickhouse({ mode: 'embedded', folder, retentionDays, tenantKeys: DEFAULT_TENANT_KEYS });
  const receiver = createReceiver({
    ingest: (requests) => backend.ingest(requests),
    report: (error) => {
      throw error;
    },
    retentionDays,
  });
  const traffic = new Traffic(1, start, BACKFILL);
  const writer = new OtlpWriter(start);
  const send = async (kind: 'traces' | 'logs' | 'metrics', body: Buffer) =>
    expect(await receiver.receive(kind, body, 'protobuf')).toMatchObject({ kind: 'accepted', rejected: 0 });
  for (const minute of MINUTES) {
    for (let second = 0; second < 6; second += 1) {
      const moment = BACKFILL + minute * MINUTE + second * SECOND;
      const { spans, logs } = traffic.traces(moment);
      await send('traces', writer.traces(spans));
      if (logs.length > 0) await send('logs', writer.logs(logs));
      const samples = traffic.metrics(moment);
      if (samples.length > 0) await send('metrics', writer.metrics(samples));
    }
  }
  await receiver.close();
  metrics = new Set((await backend.metrics?.(range, signal))?.map(({ name }) => name));
}, 120_000);
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

function isEmpty(answer: Answer): boolean {
  switch (answer.kind) {
    case 'series':
      return answer.series.every(({ points }) => points.every(([, value]) => value === null));
    case 'distribution':
      return answer.cells.length === 0;
    case 'table':
    case 'native':
      return answer.table.rows.length === 0;
    case 'rows':
      return answer.rows.length === 0;
  }
}

const readsItself = ({ ask }: Panel) => Object.values(OWN_METRICS).some((name) => JSON.stringify(ask).includes(`"${name}"`));

describe.each(CATALOG)('$title', ({ slug }) => {
  const dashboard = findDashboard(slug);
  const panels = dashboard?.sections.flatMap((section) => section.panels) ?? [];

  it.each(panels.map((panel) => [panel.id, panel] as const))('%s', async (_, panel) => {
    if (!dashboard) throw new Error(slug);
    const choices = resolveChoices(dashboard.variables, {}, {}, metrics);
    let lit = panel.ask.kind === 'nothing';
    for (const alternative of alternativesOf(panel.ask)) {
      const answers = await Promise.all(
        specsOf(alternative).map((spec) => {
          expect(unsupported(spec, backend.capabilities)).toBeUndefined();
          return backend.run(bind(spec, choices, { range, step: MINUTE }), signal);
        }),
      );
      lit ||= answers.every((answer) => !isEmpty(answer));
    }
    // what Hearth tells of itself is not the demo's to send
    expect(lit).toBe(!readsItself(panel));
  });
});
