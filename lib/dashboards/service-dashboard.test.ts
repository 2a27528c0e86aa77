import { expect, it } from 'vitest';
import { SERVICE_DASHBOARD } from '@/lib/dashboards/service-dashboard';
import { Dashboard } from '@/lib/model/dashboard';

it('is a dashboard, every panel of which is about the chosen service', () => {
  expect(Dashboard.parse(SERVICE_DASHBOARD)).toEqual(SERVICE_DASHBOARD);
  for (const { panels } of SERVICE_DASHBOARD.sections) {
    for (const { ask } of panels) expect(JSON.stringify(ask)).toContain('"values":[{"variable":"service"}]');
  }
});
