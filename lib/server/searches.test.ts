import { expect, it } from 'vitest';
import type { SavedSearch, SearchStore } from '@/lib/model/saved-search';
import { removeSearch, saveSearch } from '@/lib/server/searches';

const kept: SavedSearch[] = [];
const store: SearchStore = {
  list: async () => kept,
  save: async (search) => !kept.some(({ name }) => name === search.name) && kept.push(search) > 0,
  remove: async () => false,
};

it('keeps a search, and says in a sentence why it keeps none', async () => {
  expect(await saveSearch(store, { name: 'Slow', page: 'traces', filter: 'duration > 1s' })).toMatchObject({ name: 'Slow', owner: '' });
  await expect(saveSearch(store, { name: 'Slow', page: 'traces', filter: '' })).rejects.toMatchObject({ status: 409 });
  await expect(saveSearch(store, { name: 'Zero', page: 'traces', filter: 'a\u0000b' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('a character that is none') as string,
  });
  await expect(removeSearch(store, 'gone')).rejects.toMatchObject({ status: 404 });
  expect(kept).toHaveLength(1);
});
