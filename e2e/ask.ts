/** Asks a test Hearth through its HTTP API, as its own pages do. */
import type { Answer } from '@/lib/model/answer';
import type { Spec } from '@/lib/model/query';

/** Runs `spec` over the last `millis` (a day) and an hour ahead. Throws with the server's answer when it isn't 200. */
export async function ask(app: string, spec: Spec, millis = 86_400_000): Promise<Answer> {
  const now = Date.now();
  const response = await fetch(`${app}/api/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app },
    body: JSON.stringify({ spec, frame: { range: { from: now - millis, to: now + 3_600_000 }, step: 60_000 } }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Rows of `service` in the spans' table, and how many different spans they are. */
export async function countSpans(app: string, service: string): Promise<{ rows: number; distinct: number }> {
  const text = `SELECT count(), uniqExact(TraceId, SpanId) FROM otel_traces WHERE ServiceName = '${service}'`;
  const answer = await ask(app, { kind: 'native', language: 'sql', text, limit: 10 });
  const [row] = answer.kind === 'native' ? answer.table.rows : [];
  return { rows: Number(row?.[0]), distinct: Number(row?.[1]) };
}
