/** Keys as a person presses them. */
import type { Page } from '@playwright/test';

/**
 * Presses two keys right after each other, as a shortcut such as `g t` wants them: the second does not wait until the page has dealt
 * with the first, which takes a busy machine longer than the page waits for it.
 */
export async function pressBoth(page: Page, first: string, second: string): Promise<void> {
  await Promise.all([page.keyboard.press(first), page.keyboard.press(second)]);
}
