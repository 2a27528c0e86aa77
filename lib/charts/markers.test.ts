import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { gridOf } from '@/lib/charts/grid';
import { versionMarkers } from '@/lib/charts/markers';

it('marks a version that comes after another of the same service', () => {
  const grid = gridOf({ range: { from: millis(0), to: millis(100) }, step: millis(10) });
  const seen = (service: string, version: string, ...at: number[]) => ({
    measure: 0,
    labels: [service, version],
    points: at.map((start) => [millis(start), 1] as const),
  });
  const series = [
    seen('api', '1.0', 0, 10, 20, 30),
    seen('api', '1.1', 40, 50),
    seen('api', '0.9', 10, 20),
    seen('worker', '7', 60),
    seen('api', '', 70),
  ];
  expect(versionMarkers(series, grid)).toEqual([{ at: 40, text: 'api 1.1' }]);
});
