/** How many colours the palette of names has: --s1 to --s12 in app/globals.css. */
export const PALETTE_SIZE = 12;

/**
 * The palette's number, 1 to 12, for `name`: the same name gets the same number on every page and every machine.
 * FNV-1a over the UTF-16 units (Fowler, Noll, Vo; offset 2166136261, prime 16777619), its high bits folded in so that names that
 * differ only in their last letter don't come out as neighbours.
 */
export function paletteNumber(name: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 16_777_619);
  return (((hash ^ (hash >>> 15)) >>> 0) % PALETTE_SIZE) + 1;
}

/** The CSS colour for `name`, e.g. `var(--s4)`. */
export function paletteColour(name: string): string {
  return `var(--s${paletteNumber(name)})`;
}
