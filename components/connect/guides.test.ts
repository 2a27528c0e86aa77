import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { GUIDE_IDS, guides } from '@/components/connect/guides';

const ENDPOINTS = { http: 'http://10.0.0.7:14318', grpc: 'http://10.0.0.7:14317', app: 'http://10.0.0.7:8080' };
const all = guides(ENDPOINTS);

function codeOf(id: string): string {
  return (
    all
      .find((guide) => guide.id === id)
      ?.steps.map((step) => step.code)
      .join('\n') ?? ''
  );
}

it('has a guide for every tab, in their order', () => {
  expect(all.map((guide) => guide.id)).toEqual(GUIDE_IDS);
});

it.each([
  ['python', 'OTEL_EXPORTER_OTLP_ENDPOINT=http://10.0.0.7:14318\n'],
  ['python', 'endpoint="http://10.0.0.7:14318/v1/traces"'],
  ['logfire', 'LOGFIRE_BASE_URL=http://10.0.0.7:8080\n'],
  ['node', 'OTEL_EXPORTER_OTLP_ENDPOINT=http://10.0.0.7:14318\n'],
  ['go', 'OTEL_EXPORTER_OTLP_ENDPOINT=http://10.0.0.7:14318\n'],
  ['collector', 'endpoint: http://10.0.0.7:14318\n'],
  ['curl', 'http://10.0.0.7:14318/v1/traces'],
])('%s names this Hearth’s own address: %j', (id, text) => {
  expect(codeOf(id)).toContain(text);
});

it('gives the four keys that the Logfire SDK reads, and no fifth, which it would refuse', () => {
  const file = all.find((guide) => guide.id === 'logfire')?.steps.at(-1)?.code ?? '';
  expect(JSON.parse(file)).toEqual({
    token: 'hearth',
    project_name: 'hearth',
    project_url: 'http://10.0.0.7:8080',
    logfire_api_url: 'http://10.0.0.7:8080',
  });
});

it('makes a span that a shell really sends: ids of the right length, times of now', () => {
  // curl and openssl stand-ins: one prints its last argument, the other as many hex digits as asked for
  const script = `curl() { for last; do :; done; printf %s "$last"; }\nopenssl() { printf "%0$(($3 * 2))d" 7; }\n${codeOf('curl')}`;
  const from = Math.floor(Date.now() / 1_000);
  const body = JSON.parse(execFileSync('sh', ['-c', script], { encoding: 'utf8' })) as {
    resourceSpans: { scopeSpans: { spans: Record<string, unknown>[] }[] }[];
  };
  const span = body.resourceSpans[0]?.scopeSpans[0]?.spans[0];
  expect(span).toMatchObject({ name: 'hello hearth', kind: 2, traceId: '7'.padStart(32, '0'), spanId: '7'.padStart(16, '0') });
  const end = BigInt(String(span?.endTimeUnixNano));
  expect(end - BigInt(String(span?.startTimeUnixNano))).toBe(1_000_000_000n);
  expect(Number(end / 1_000_000_000n)).toBeGreaterThanOrEqual(from);
});
