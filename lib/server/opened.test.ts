import { expect, it } from 'vitest';
import { Opened } from '@/lib/server/opened';

function three(failing?: string) {
  const opened = new Opened();
  const closed: string[] = [];
  for (const name of ['folder', 'store', 'doors']) {
    opened.add(async () => {
      await Promise.resolve();
      closed.push(name);
      if (name === failing) throw new Error(`${name} does not close`);
    });
  }
  return { opened, closed };
}

it('closes the last first, once', async () => {
  const { opened, closed } = three();
  await opened.close();
  await opened.close();
  expect(closed).toEqual(['doors', 'store', 'folder']);
});

it('closes the rest where one cannot be closed, and says so', async () => {
  const { opened, closed } = three('doors');
  await expect(opened.close()).rejects.toThrow('doors does not close');
  expect(closed).toEqual(['doors', 'store', 'folder']);
});
