/** Addresses of dashboards, made from their titles. */

/** Words that stand for something else in `/dashboards/…` and `/api/dashboards/…`. */
const RESERVED: ReadonlySet<string> = new Set(['new', 'import']);

/** Leaves room for a number behind it: a slug has up to 100 characters. */
const MOST_CHARACTERS = 80;

/** `Checkout: größe!` → `checkout-grosse`; `fallback` for a title without a letter or digit that a slug can have. */
export function slugOf(title: string, fallback = 'dashboard'): string {
  const plain = title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .toLowerCase()
    // the accents that NFKD took off their letters
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? fallback : plain;
}

/** The slug of the `attempt`th try, from 1: `checkout`, `checkout-2`, `checkout-3` … A reserved word starts at 2. */
export function slugAttempt(title: string, attempt: number): string {
  const slug = slugOf(title);
  const number = RESERVED.has(slug) ? attempt + 1 : attempt;
  return number === 1 ? slug : `${slug}-${number}`;
}

/** Whether `slug` can be a dashboard's: it means nothing else. */
export function isFreeWord(slug: string): boolean {
  return !RESERVED.has(slug);
}
