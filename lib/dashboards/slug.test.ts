import { expect, it } from 'vitest';
import { slugAttempt, slugOf } from '@/lib/dashboards/slug';
import { Dashboard } from '@/lib/model/dashboard';

it.each([
  ['Checkout', 'checkout'],
  ['API: p95 / p99 (EU)', 'api-p95-p99-eu'],
  ['Größe & Café', 'grosse-cafe'],
  ['  --  ', 'dashboard'],
  ['日本', 'dashboard'],
  ['a'.repeat(200), 'a'.repeat(80)],
])('%j has the address %j', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
  expect(Dashboard.shape.slug.safeParse(slug).success).toBe(true);
});

it('counts on where a slug is taken, and never takes a word that means another page', () => {
  expect([1, 2, 3].map((attempt) => slugAttempt('Checkout', attempt))).toEqual(['checkout', 'checkout-2', 'checkout-3']);
  expect([1, 2].map((attempt) => slugAttempt('New', attempt))).toEqual(['new-2', 'new-3']);
});
