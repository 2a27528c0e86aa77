/** Titles that say what was chosen: `Requests of $service`. */
import type { Choices } from '@/lib/model/dashboard';

/** How many chosen values a title names; past that it counts them. */
const MOST_NAMED = 3;

/** `title` with each `$name` of a variable replaced by its chosen values; "all" where none is. Other `$words` stay as they are. */
export function titleText(title: string, choices: Choices): string {
  return title.replace(/\$([a-z][a-zA-Z0-9]*)/g, (word, name: string) => {
    if (!Object.hasOwn(choices, name)) return word;
    const values = choices[name] ?? [];
    if (values.length === 0) return 'all';
    return values.length > MOST_NAMED ? `${values.length} chosen` : values.join(', ');
  });
}
