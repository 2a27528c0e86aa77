import { expect, it } from 'vitest';
import { titleText } from '@/lib/dashboards/title';

it.each([
  ['Requests of $service', 'Requests of api, worker'],
  ['$service in $environment', 'api, worker in all'],
  ['$tenant', '4 chosen'],
  ['Cost in $usd, $servicer, $', 'Cost in $usd, $servicer, $'],
  ['$service.', 'api, worker.'],
])('%s → %s', (title, expected) =>
  expect(titleText(title, { service: ['api', 'worker'], environment: [], tenant: ['a', 'b', 'c', 'd'] })).toBe(expected),
);
