import { expect, it } from 'vitest';
import { sampleColumns } from '@/lib/waterfall/sample.testing';
import { spansOfServices } from '@/lib/waterfall/services';

it('counts the spans of each service, those without one too', () => {
  const columns = sampleColumns([
    { id: 'a', service: 'api', name: 'db' },
    { id: 'b', service: 'db', name: 'api' },
    { id: 'c', service: 'api' },
    { id: 'd', service: '' },
  ]);
  const named = [...spansOfServices(columns)].map(([name, spans]) => [columns.text(name), spans]);
  expect(new Map(named as [string, number][])).toEqual(
    new Map([
      ['api', 2],
      ['db', 1],
      ['', 1],
    ]),
  );
  expect(spansOfServices(sampleColumns([])).size).toBe(0);
});
