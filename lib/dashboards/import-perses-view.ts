/** How a Perses panel is drawn → a view: its mark, its unit, its thresholds. */
import { z } from 'zod';
import type { Unit } from '@/lib/base/units';
import type { Threshold, View } from '@/lib/model/dashboard';

const number = z.number().optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const format = z.object({ unit: text }).optional().catch(undefined);

/** What is read of a plugin's settings: the parts that are missing or strange are left out. */
const Settings = z.object({
  format,
  unit: text,
  yAxis: z.object({ format, logBase: number }).optional().catch(undefined),
  yAxes: z.object({ format }).optional().catch(undefined),
  visual: z.object({ stack: text, display: text, areaOpacity: number }).optional().catch(undefined),
  thresholds: z
    .object({ steps: z.array(z.object({ value: z.number() })).catch([]) })
    .optional()
    .catch(undefined),
  text,
});
export type PluginSettings = z.infer<typeof Settings>;

/** The settings of a panel's plugin; none where they are not an object. */
export function readSettings(spec: unknown): PluginSettings {
  const read = Settings.safeParse(spec ?? {});
  return read.success ? read.data : {};
}

/** Perses' names of units, and those that Logfire's dashboards use. */
const UNITS: Readonly<Record<string, Unit>> = {
  percent: 'percent',
  'percent-decimal': 'ratio',
  bytes: 'bytes',
  decbytes: 'bytes',
  'binary-bytes': 'bytes',
  'bytes/sec': 'bytesPerSecond',
  'decbytes/sec': 'bytesPerSecond',
  nanoseconds: 'nanoseconds',
  milliseconds: 'milliseconds',
  seconds: 'seconds',
  'counts/sec': 'perSecond',
  'events/sec': 'perSecond',
  'messages/sec': 'perSecond',
  'ops/sec': 'perSecond',
  'packets/sec': 'perSecond',
  'reads/sec': 'perSecond',
  'records/sec': 'perSecond',
  'requests/sec': 'perSecond',
  'rows/sec': 'perSecond',
  'writes/sec': 'perSecond',
  usd: 'usd',
};

/** The unit that the panel names; undefined where it names none, or one that Hearth does not have. */
export function unitOf({ format: own, yAxis, yAxes, unit }: PluginSettings): { readonly unit?: Unit; readonly unknown?: string } {
  const name = own?.unit ?? yAxis?.format?.unit ?? yAxes?.format?.unit ?? unit;
  if (name === undefined || name === 'decimal') return {};
  return Object.hasOwn(UNITS, name) ? { unit: UNITS[name] as Unit } : { unknown: name };
}

/** Steps have colours, not tones: the last one is taken as the worst. */
export function thresholdsOf({ thresholds }: PluginSettings): Threshold[] {
  const steps = thresholds?.steps ?? [];
  return steps.map(({ value }, index) => ({ at: value, tone: index === steps.length - 1 ? 'error' : 'warn' }));
}

/** Which of Hearth's views stands for a plugin; undefined for one that has no counterpart. */
export function viewKindOf(plugin: string): 'timeseries' | 'stat' | 'bars' | 'pie' | 'table' | 'text' | undefined {
  return Object.hasOwn(PLUGINS, plugin) ? PLUGINS[plugin] : undefined;
}

const PLUGINS: Readonly<Record<string, 'timeseries' | 'stat' | 'bars' | 'pie' | 'table' | 'text'>> = {
  TimeSeriesChart: 'timeseries',
  LineChart: 'timeseries',
  StatChart: 'stat',
  GaugeChart: 'stat',
  Values: 'stat',
  BarChart: 'bars',
  PieChart: 'pie',
  Table: 'table',
  TimeSeriesTable: 'table',
  Markdown: 'text',
};

/** A view of `kind` for measures with these names. */
export function viewOf(
  kind: 'timeseries' | 'stat' | 'bars' | 'pie' | 'table',
  settings: PluginSettings,
  unit: Unit,
  names: readonly string[],
  labels: readonly string[],
): View {
  const thresholds = thresholdsOf(settings);
  switch (kind) {
    case 'timeseries': {
      const { stack, display, areaOpacity = 0 } = settings.visual ?? {};
      const mark = display === 'bar' ? 'bar' : areaOpacity > 0 ? 'area' : 'line';
      const scale = settings.yAxis?.logBase === undefined ? 'linear' : 'log';
      return {
        kind,
        mark,
        stacked: stack === 'all' || stack === 'percent',
        scale,
        names: names.length > 1 ? [...names] : [],
        unit,
        thresholds,
      };
    }
    case 'stat':
      return { kind, better: 'neither', unit, thresholds };
    case 'pie':
      return { kind, unit };
    case 'bars':
      return { kind, columns: names.map((name) => ({ name, unit, thresholds })) };
    case 'table':
      return { kind, labels: [...labels], columns: names.map((name) => ({ name, unit, draw: 'text', thresholds })) };
  }
}
