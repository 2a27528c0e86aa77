/** Reads comma-separated values (RFC 4180). */

/** The rows of `text`, quotes undone. */
export function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // a field and what ends it: a comma, a line's end, or the end of the text
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/g)) {
    if (end === '' && row.length === 0 && bare === '' && quoted === undefined) break;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
