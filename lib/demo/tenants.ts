/** Who uses the demo's systems: twelve organisations, from one that is half of all traffic to one that hardly shows. */
import type { Random, Weighted } from '@/lib/demo/random';

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly plan: 'enterprise' | 'business' | 'starter';
  /** Share of the traffic, in parts of the sum of all. */
  readonly weight: number;
  readonly users: number;
  /** API calls that the plan allows in a day. */
  readonly quota: number;
}

const tenant = (id: string, name: string, plan: Tenant['plan'], weight: number, users: number, quota: number): Tenant => ({
  id,
  name,
  plan,
  weight,
  users,
  quota,
});

/** The tenant that runs over its quota when the incident `overQuota` is on. */
export const OVER_QUOTA = tenant('org_sparrow', 'Sparrow Clips', 'starter', 5, 14, 60_000);

// Each about 0.6 of the one before: the usual shape of a customer list.
export const TENANTS: readonly Tenant[] = [
  tenant('org_northwind', 'Northwind Media', 'enterprise', 100, 240, 2_000_000),
  tenant('org_bluepeak', 'Bluepeak Sports', 'enterprise', 60, 160, 1_200_000),
  tenant('org_lumen', 'Lumen Live', 'enterprise', 36, 90, 800_000),
  tenant('org_arcade', 'Arcade League', 'business', 22, 60, 500_000),
  tenant('org_harbor', 'Harbor Studios', 'business', 13, 40, 300_000),
  tenant('org_fjord', 'Fjord Broadcasting', 'business', 8, 30, 200_000),
  OVER_QUOTA,
  tenant('org_maple', 'Maple Esports', 'business', 3, 12, 80_000),
  tenant('org_quartz', 'Quartz Research', 'starter', 1.8, 8, 50_000),
  tenant('org_tidal', 'Tidal Radio', 'starter', 1.1, 5, 40_000),
  tenant('org_ember', 'Ember Collective', 'starter', 0.6, 3, 30_000),
  tenant('org_pebble', 'Pebble Games', 'starter', 0.2, 1, 20_000),
];

const CHOICES: Weighted<Tenant> = TENANTS.map((each) => [each, each.weight]);
const WHOLE = TENANTS.reduce((sum, { weight }) => sum + weight, 0);

/** The share of all traffic that is this tenant's, 0–1. */
export function shareOf({ weight }: Tenant): number {
  return weight / WHOLE;
}

/** Somebody who makes a request: a tenant by its share, and one of its users; early users come more often. */
export function caller(random: Random): { readonly tenant: Tenant; readonly user: string } {
  const chosen = random.weighted(CHOICES);
  const number = Math.floor(chosen.users * random.unit() ** 2) + 1;
  return { tenant: chosen, user: `usr_${chosen.id.slice(4)}_${number}` };
}
