/** How Hearth itself keeps up, from what it writes about itself every 15 s. */
import { areas, counted, figure, lines, panel, rate, series } from '@/lib/dashboards/catalog/panels';
import type { Section } from '@/lib/model/dashboard';
import type { Source } from '@/lib/model/query';
import { OWN_METRICS } from '@/lib/model/own-metrics';
import { attribute } from '@/lib/model/record-field';

/** A metric that Hearth writes about itself. */
export const own = (name: keyof typeof OWN_METRICS): Source => ({ signal: 'metrics', metric: OWN_METRICS[name] });
const EMPTY = 'Hearth writes this about itself every 15 s, from the first record that it is sent.';
const signal = attribute('signal');

export const HEARTH: Section = {
  title: 'Hearth itself',
  folded: false,
  panels: [
    panel('ingest-rate', 'Records taken in', [0, 0, 4, 7], series(own('records'), undefined, [rate], [signal]), areas('perSecond'), {
      note: 'per second, by signal',
      empty: EMPTY,
    }),
    panel(
      'ingest-lag',
      'Ingest lag',
      [4, 0, 4, 7],
      series(own('lag'), undefined, [figure('max')]),
      lines('milliseconds', { mark: 'area' }),
      {
        note: 'from arrival to stored, median',
        empty: EMPTY,
      },
    ),
    panel('ingest-rejected', 'Records rejected', [8, 0, 4, 7], series(own('rejected'), undefined, [figure('increase')]), counted(), {
      note: 'malformed or too old',
      empty: EMPTY,
    }),
    panel('store-bytes', 'Disk', [0, 7, 6, 7], series(own('bytes'), undefined, [figure('max')]), lines('bytes', { mark: 'area' }), {
      note: 'telemetry on disk',
      empty: EMPTY,
    }),
    panel('store-parts', 'Parts', [6, 7, 6, 7], series(own('parts'), undefined, [figure('max')]), lines('count'), {
      note: 'files that the store has yet to merge',
      empty: EMPTY,
    }),
  ],
};
