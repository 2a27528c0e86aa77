/** Over a month, the prebuilt dashboards read figures of spans from roll-ups. */
import { describe, expect, it } from 'vitest';
import { coverOf } from '@/lib/backends/clickhouse/rollup-cover';
import { ROLLUPS } from '@/lib/backends/clickhouse/rollup-list';
import { DAY, millis } from '@/lib/base/time';
import { alternativesOf, specsOf } from '@/lib/dashboards/ask-specs';
import { findDashboard } from '@/lib/dashboards/catalog';
import { CATALOG } from '@/lib/dashboards/catalog-list';
import { bind } from '@/lib/query/bind';
import { alignRange, chooseStep } from '@/lib/query/frame';

const to = millis(Date.UTC(2026, 10, 21, 9, 41));
const range = { from: millis(to - 30 * DAY), to };
const step = chooseStep(range, 60);
const frame = { range: alignRange(range, step), step };

/** What spans are asked only where no metric tells, and no roll-up has. */
const FROM_SPANS = {
  'api-overview': [],
  'stream-processing': ['connections', 'connections-over-time'],
  'business-metrics': ['streams-by-tenant', 'highlights-by-tenant'],
  'infrastructure-health': ['hosts-seen', 'hosts'],
  'error-tracking': [],
};

describe.each(CATALOG)('$title', ({ slug }) => {
  const panels = findDashboard(slug)?.sections.flatMap((section) => section.panels) ?? [];

  it('reads no spans for its figures', () => {
    const bare = panels.filter(({ ask }) =>
      alternativesOf(ask)
        .flatMap((alternative) => specsOf(alternative))
        .some((spec) => {
          if (spec.kind === 'native' || spec.kind === 'rows' || spec.source.signal !== 'spans') return false;
          return coverOf(bind(spec, {}, frame), ROLLUPS) === undefined;
        }),
    );
    expect({ [slug]: bare.map(({ id }) => id) }).toEqual({ [slug]: FROM_SPANS[slug as keyof typeof FROM_SPANS] });
  });
});
