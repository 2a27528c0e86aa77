/** The files that pages load, compressed once when they are built instead of at each request. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/** What a compressed file is called behind its own name, best first, by the name of its coding in HTTP. */
export const CODINGS = [
  { coding: 'br', suffix: '.br' },
  { coding: 'gzip', suffix: '.gz' },
] as const;

const TEXT = /\.(js|css|svg|json)$/;
/** Bytes beyond which the hardest brotli takes seconds; the next best loses 4 %. */
const LARGE = 1_000_000;
const [HARDEST, HARD] = [11, 9] as const;

/** Puts a compressed copy, in each coding, beside every text file below `folder`. */
export async function compressBuilt(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => TEXT.test(name));
  for (const name of names) {
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    const quality = bytes.length > LARGE ? HARD : HARDEST;
    const [brotli, gzipped] = await Promise.all([
      asBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      asGzip(bytes, { level: 9 }),
    ]);
    await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)]);
  }
}
