import { expect, it } from 'vitest';
import { folderFromText, groupListings, tagsFromText, tagsOf } from '@/lib/dashboards/listing';
import type { DashboardListing } from '@/lib/model/saved-dashboard';

const listing = (title: string, over: Partial<DashboardListing> = {}): DashboardListing => ({
  slug: title.toLowerCase(),
  title,
  description: '',
  folder: '',
  tags: [],
  prebuilt: false,
  favourite: false,
  owner: '',
  may: ['read', 'edit'],
  revision: 1,
  ...over,
});

const all = [
  listing('API overview', { prebuilt: true, description: 'Rate, errors, duration' }),
  listing('Errors', { prebuilt: true, favourite: true }),
  listing('Checkout', { folder: 'team/pay', tags: ['money', 'eu'] }),
  listing('Loose', { tags: ['eu'] }),
  listing('Search', { folder: 'search' }),
];
const shape = (text = '', tags: string[] = []) =>
  groupListings(all, { text, tags }).map(({ title, listings }) => [title, listings.map((one) => one.title).join(',')]);

it('puts favourites first, then what comes with Hearth, then one’s own, then folders', () => {
  expect(shape()).toEqual([
    ['Favourites', 'Errors'],
    ['Come with Hearth', 'API overview'],
    ['Yours', 'Loose'],
    ['search', 'Search'],
    ['team/pay', 'Checkout'],
  ]);
});

it.each([
  ['check', [], [['team/pay', 'Checkout']]],
  ['PAY money', [], [['team/pay', 'Checkout']]],
  ['duration', [], [['Come with Hearth', 'API overview']]],
  [
    '',
    ['eu'],
    [
      ['Yours', 'Loose'],
      ['team/pay', 'Checkout'],
    ],
  ],
  ['', ['eu', 'money'], [['team/pay', 'Checkout']]],
  ['nothing like it', [], []],
])('%j and tags %j find %j', (text, tags, expected) => {
  expect(shape(text, tags)).toEqual(expected);
});

it('counts tags', () => {
  expect(tagsOf(all)).toEqual([
    { tag: 'eu', count: 2 },
    { tag: 'money', count: 1 },
  ]);
});

it('reads tags and folders as they are typed', () => {
  expect(tagsFromText(' a, b ,,a,c ')).toEqual(['a', 'b', 'c']);
  expect(folderFromText('/ team / search/')).toBe('team/search');
});
