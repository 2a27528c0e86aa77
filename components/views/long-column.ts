/** From so many characters on, a text takes what the other columns leave, rather than all the room that it could fill. */
const LONG = 56;

/** The column of texts that gives way where the table is narrow: the one with the longest text, if that is long. Pure. */
export function longColumn(rows: readonly (readonly string[])[]): number | undefined {
  let found: { index: number; length: number } | undefined;
  for (const row of rows) {
    row.forEach(({ length }, index) => {
      if (length >= LONG && length > (found?.length ?? 0)) found = { index, length };
    });
  }
  return found?.index;
}
