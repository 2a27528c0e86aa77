/** The list of dashboards as it is shown: searched, narrowed, in groups. */
import type { DashboardListing } from '@/lib/model/saved-dashboard';

export interface ListingGroup {
  readonly title: string;
  readonly listings: readonly DashboardListing[];
}

/** What narrows the list: words that all must be found, and tags that all must be there. */
export interface ListingFilter {
  readonly text: string;
  readonly tags: readonly string[];
}

/**
 * The dashboards that `filter` lets through: favourites first, then the prebuilt ones, then those without a folder, then each
 * folder in alphabetical order. A dashboard is in the first group that it fits; groups without one are left out.
 */
export function groupListings(listings: readonly DashboardListing[], { text, tags }: ListingFilter): ListingGroup[] {
  const words = text.toLowerCase().split(/\s+/);
  const shown = listings.filter((listing) => {
    const { title, description, folder, tags: own } = listing;
    const said = [title, description, folder, ...own].join('\n').toLowerCase();
    return words.every((word) => said.includes(word)) && tags.every((tag) => own.includes(tag));
  });
  const groups = new Map<string, DashboardListing[]>([
    [FAVOURITES, []],
    [PREBUILT, []],
    [LOOSE, []],
    ...foldersOf(shown).map((folder) => [`folder ${folder}`, []] as [string, DashboardListing[]]),
  ]);
  for (const listing of shown) groups.get(groupOf(listing))?.push(listing);
  return [...groups].flatMap(([key, members]) =>
    members.length === 0 ? [] : [{ title: TITLES[key] ?? key.slice('folder '.length), listings: members }],
  );
}

const FAVOURITES = 'favourites';
const PREBUILT = 'prebuilt';
const LOOSE = 'loose';
const TITLES: Readonly<Record<string, string>> = { [FAVOURITES]: 'Favourites', [PREBUILT]: 'Come with Hearth', [LOOSE]: 'Yours' };

function groupOf({ favourite, prebuilt, folder }: DashboardListing): string {
  if (favourite) return FAVOURITES;
  if (prebuilt) return PREBUILT;
  return folder === '' ? LOOSE : `folder ${folder}`;
}

/** Every folder that has a dashboard, in alphabetical order. */
export function foldersOf(listings: readonly DashboardListing[]): string[] {
  return [...new Set(listings.map(({ folder }) => folder).filter((folder) => folder !== ''))].toSorted((a, b) => a.localeCompare(b, 'en'));
}

/** Every tag with how many dashboards have it, in alphabetical order. */
export function tagsOf(listings: readonly DashboardListing[]): { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const tag of listings.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([tag, count]) => ({ tag, count })).toSorted((a, b) => a.tag.localeCompare(b.tag, 'en'));
}

/** `a/ b ,c` as typed → its tags, without blanks and repetitions; at most as many as a dashboard may have. */
export function tagsFromText(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, 50));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 20);
}

/** ` team / search/` as typed → `team/search`. */
export function folderFromText(text: string): string {
  return text
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}
